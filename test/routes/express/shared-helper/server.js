const { makeApp } = require('./lib/make');

const server = makeApp();
const admin = makeApp();
server.get('/health', (req, res) => res.end());
admin.get('/jobs', (req, res) => res.end());
server.use('/admin', admin);
