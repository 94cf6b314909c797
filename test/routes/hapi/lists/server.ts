import Hapi, { type Server, type ServerRoute } from '@hapi/hapi';
import { adminRoutes } from './admin';
import userRoutes from './users';

const health: ServerRoute[] = [
  { method: 'GET', path: '/health', handler: () => 'ok' },
];

export function addRoutes(server: Server) {
  server.route(health);
  server.route([...userRoutes, ...adminRoutes(server)]);
}

const server = Hapi.server();
addRoutes(server);
