const restify = require('restify');

const server = restify.createServer({ name: 'api' });
server.use(restify.plugins.queryParser());
server.get('/users', (req, res, next) => {
  res.send(find(req.query.page));
  return next();
});
server.post({ path: '/users', name: 'CreateUser' }, authenticate, create);
server.get({ url: '/users/:id', version: '2.0.0' }, show);
server.del('/users/:id', remove);
server.opts('/users', options);
server.get('/public/*', restify.plugins.serveStatic({ directory: '.' }));
server.get(process.env.STATUS_PATH, status);
require('./health')(server);
server.on('after', (req) => log(req));
server.listen(8080);
