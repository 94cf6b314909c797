module.exports = async (server) => server.get('/a', handler);
