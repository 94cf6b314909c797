module.exports = async (server) => server.get('/', handler);
module.exports.prefixOverride = '/teams';
