module.exports = [
  { method: 'get', path: '/readers', handler: list },
  { path: '/no-method', handler: list },
];
