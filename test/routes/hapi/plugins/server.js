'use strict';

const Hapi = require('@hapi/hapi');
const Inert = require('@hapi/inert');
const orders = require('./orders');

const start = async () => {
  const server = new Hapi.Server();
  await server.register([Inert, { plugin: orders, routes: { prefix: '/v1' } }]);
  await server.register(require('./users'), { routes: { prefix: '/v2' } });
  await server.register({
    name: 'inline',
    register: async (inner) => inner.route({ method: 'GET', path: '/inline', handler }),
  });
  await server.register({ plugin: require('./legacy'), routes: { prefix: process.env.LEGACY } });
};

start();
