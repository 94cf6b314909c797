const fastify = require('fastify')();

fastify.register(require('./routes/users'), { prefix: '/users' });
module.exports = fastify;
