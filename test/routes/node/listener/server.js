const http = require('http');

const server = http.createServer((req, res) => {
  if (req.method === 'GET' && req.url === '/users') {
    res.end('[]');
  } else if ('/users' === req.url && (req.method === 'POST' || req.method === 'PUT')) {
    res.end();
  } else if (req.url === '/' || req.url === '/index.html') {
    res.end('page');
  } else if (req.url === '/health') {
    if (req.method === 'HEAD') res.end();
    else if (req.method === 'GET') res.end('ok');
  } else if (req.method === 'PURGE' && req.url === '/cache') {
    res.end();
  } else {
    res.statusCode = 404;
    res.end();
  }
});

server.listen(3000);
