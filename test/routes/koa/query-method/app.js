const Koa = require('koa');
const Router = require('@koa/router');
const pool = require('./pool');

const router = new Router({ prefix: '/shop' });
router.query('/items', async (ctx) => {
  ctx.body = await pool.query('/not/a/route', (rows) => rows);
});

function load(router) {
  return router.query('/neither', (found) => found);
}

new Koa().use(router.routes()).listen(3000);
exports.load = load;
