const restify = require('restify');

const server = restify.createServer();
const routes = new Set();
routes.add('/not-a-route', 1);
server.pre('/also/not', (req, res, next) => next());
server.get('/found', (req, res, next) => next());
