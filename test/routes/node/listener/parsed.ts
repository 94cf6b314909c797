import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

function listen(request: IncomingMessage, response: ServerResponse) {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const { method } = request;
  switch (method?.toUpperCase()) {
    case 'DELETE':
      if (pathname === '/sessions') response.end();
      break;
  }
  switch (pathname) {
    case '/reports':
    case '/reports/':
      if (method === 'GET') response.end();
      break;
    case '/version':
      response.end('1');
      break;
    default:
      response.end();
  }
}

createServer(listen).listen(8080);

const plain = createServer();
plain.on('request', (req, res) => {
  const path = req.url.split('?')[0];
  if (path === '/plain') res.end();
});
plain.on('connection', (socket) => {
  if (socket.url === '/socket') socket.end();
});
