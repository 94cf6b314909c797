module.exports = async (server) => server.get('/too-deep', handler);
