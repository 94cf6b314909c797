import type { FastifyPluginAsync } from 'fastify';

const users: FastifyPluginAsync = async (server) => {
  server.get('/', async () => []);
};
export default users;
