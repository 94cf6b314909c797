export const routes = [
  { method: 'post', path: '/sessions', handler: create },
  { method: 'delete', path: '/sessions/:id', handler: remove },
];
