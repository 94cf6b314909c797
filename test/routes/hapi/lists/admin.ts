import type { Server } from '@hapi/hapi';

export const adminRoutes = (server: Server) => [
  { method: 'DELETE', path: '/admin/cache', options: { handler: clear } },
];

/** Requests that are sent, not answered. */
export const requests = [{ method: 'POST', path: '/remote', payload: {} }];
