module.exports = async (server) => server.get('/draft', handler);
