import fp from 'fastify-plugin';

export default fp(async (fastify) => {
  fastify.get('/status', async () => 'ok');
});
