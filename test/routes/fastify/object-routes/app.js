const fastify = require('fastify')();
const { listRoute } = require('./users');

const handler = async () => 'ok';
fastify.route({ method: 'GET', url: '/single', handler });
fastify.route({
  method: ['put', 'PATCH'],
  path: '/items/:id',
  handler: async (request) => request.body.name,
});
fastify.route(listRoute);

const routes = [
  { method: 'GET', url: '/a', handler },
  {
    method: 'DELETE',
    url: '/b',
    handler,
  },
];
for (const route of routes) fastify.route(route);
routes.forEach((route) => fastify.route({ ...route, url: '/copy' + route.url }));
fastify.all('/any', handler);
fastify.route({ method: process.env.METHOD, url: '/unknown-method', handler });
