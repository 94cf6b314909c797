const { Router } = require('@koa/router');

module.exports = new Router().get('/reports', list);
