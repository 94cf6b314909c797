const fastify = require('fastify')();
const axios = require('axios');
const client = axios.create({ baseURL: '/api' });

fastify.get('/real', async (request, reply) => {
  const cached = await fastify.redis.get('key', () => {});
  const headers = new Map();
  headers.get('/not-a-route');
  const answer = await client.get('/elsewhere', { params: {} });
  await client.post('/elsewhere', (value) => value);
  return fastify.inject({ method: 'GET', url: '/injected' });
});
fastify.get('setting');
fastify.decorate('route', { get: (path, handler) => handler });
fastify.addHook('onRequest', async (request) => request.query.token);
fastify.setNotFoundHandler(async () => 'none');
