module.exports = async (server) => server.get('/users', handler);
