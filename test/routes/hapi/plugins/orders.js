exports.plugin = {
  name: 'orders',
  register: async function (server, options) {
    server.route({ method: 'GET', path: '/orders', handler: list });
    await server.register({ plugin: require('./items'), routes: { prefix: '/orders/{id}' } });
  },
};
