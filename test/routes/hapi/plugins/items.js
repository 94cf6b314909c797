const register = (server) => {
  server.route({ method: 'GET', path: '/items', handler: list });
};

module.exports = { name: 'items', register };
