module.exports = {
  name: 'legacy',
  register(server) {
    server.route({ method: 'GET', path: '/legacy', handler: list });
  },
};
