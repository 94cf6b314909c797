const fp = require('fastify-plugin');

exports.wrapped = fp(async function (fastify) {
  fastify.get('/wrapped', handler);
});

exports.open = async (fastify) => {
  fastify.get('/', handler);
};

exports.neverRegistered = async (fastify) => {
  fastify.register(require('@fastify/cors'));
};
