module.exports = { method: 'GET', url: '/', handler: async () => ({}) };
