import http from 'node:http';
import { createServer } from 'net';

http
  .createServer(async (req, res) => {
    const target = await fetch('/remote').then((answer) => answer.url);
    // Anything but a literal path of the request itself.
    if (req.headers.origin === '/origin') return res.end();
    if (req.url.startsWith('/prefix')) return res.end();
    if (req.url === `/users/${req.id}`) return res.end();
    if (target === '/target' || req.body.url === '/body') return res.end();
    if (req.method === '/method') return res.end();
    if (req.url !== '/negated') return res.end();
    if (req.url === 'relative') return res.end();
    if (req.url === '/found?' || /^\/pattern$/.test(req.url)) return res.end();
    if (req.method === 'GET' && req.method === 'POST' && req.url === '/never') return res.end();
    if (req.url === '/found') res.end();
  })
  .listen();

export function guard(req, res) {
  if (req.url === '/nobody/listens') res.end();
}

createServer((socket) => {
  if (socket.url === '/no-http') socket.end();
});
