const fastify = require('fastify')();
const db = require('./db');
fastify.addHttpMethod('QUERY', { hasBody: true });
fastify.query('/search', async () => db.query('SELECT 1'));
fastify.route({ method: ['GET', 'QUERY'], url: '/lookup', handler: async () => null });
