const clients = require('restify-clients');

const client = clients.createJSONClient({ url: 'http://localhost:8080' });
client.get('/remote', (error, req, res, body) => {});
client.del('/remote/1', () => {});
