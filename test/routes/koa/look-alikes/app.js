const Koa = require('koa');
const Router = require('@koa/router');
const axios = require('axios');

const app = new Koa();
const router = new Router();
const cache = new Map();

router.get('/found', async (ctx) => {
  const header = ctx.get('X-Request-Id');
  const stored = cache.get('/cached');
  const { data } = await axios.get('/remote', { headers: { header } });
  ctx.body = { ...data, stored, session: ctx.cookies.get('session') };
});
router.param('id', (id, ctx, next) => next());
router.use('/guarded', authenticate);
router.url('named', { id: 3 });
app.use(router.routes());
app.use(async (ctx, next) => {
  if (ctx.path === '/not-a-route') return;
  await next();
});
