module.exports = async (server) => server.get('/skipped', handler);
