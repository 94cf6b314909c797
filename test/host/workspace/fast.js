// Answers whatever it is asked with the same few bytes, as fast as Node can: beside it the load generator is the slow one.
const { createServer } = require('node:net');

const answer = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}';

createServer((socket) => {
  let rest = '';
  socket.setEncoding('latin1').on('data', (text) => {
    const heads = (rest + text).split('\r\n\r\n');
    rest = heads.pop();
    if (heads.length > 0) socket.write(answer.repeat(heads.length));
  });
  socket.on('error', () => socket.destroy());
}).listen(process.env.PORT ?? 3000, '127.0.0.1');
