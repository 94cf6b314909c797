const Router = require('@koa/router');

export const client = {
  load: (api) => api.get('/users', () => {}),
  fetchAll: (request) => request.get('/all', { timeout: 1 }),
};

export const leave = (router) => router.redirect('/login');
