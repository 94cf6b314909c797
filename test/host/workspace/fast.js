// Answers whatever it is asked with the same few bytes, as fast as Node can: beside it the load generator is the slow one.
// With a file `slow` beside it, 20 ms later.
const { existsSync } = require('node:fs');
const { createServer } = require('node:net');

const answer = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}';

const isSlow = existsSync('slow');

createServer((socket) => {
  let rest = '';
  socket.setEncoding('latin1').on('data', (text) => {
    const heads = (rest + text).split('\r\n\r\n');
    rest = heads.pop();
    const send = () => socket.write(answer.repeat(heads.length));
    if (heads.length > 0 && isSlow) setTimeout(send, 20);
    else if (heads.length > 0) send();
  });
  socket.on('error', () => socket.destroy());
}).listen(process.env.PORT ?? 3000, '127.0.0.1');
