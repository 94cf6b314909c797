module.exports = async (server) => server.get('/off', async () => 'off');
module.exports.autoload = false;
