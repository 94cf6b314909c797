const Koa = require('koa');
const semver = require('semver');
const Router = require('@koa/router');

const app = new Koa();
const api = new Router({ prefix: '/api' });
const users = new Router({ prefix: '/users' });
users.get('/', list).get('/:id', show);
users.post('/', (ctx) => {
  const { name, email } = ctx.request.body;
  ctx.body = create(name, email, ctx.query.notify);
});

const late = new Router();
late.get('/status', status);
late.prefix('/late');

api.use('/v1', users.routes(), users.allowedMethods());
api.use(['/old', '/older'], late.middleware());
app.use(api.routes()).use(api.allowedMethods());

const current = new Router({ prefix: `/v${semver.major('3.2.1')}` });
current.get('/status', (ctx) => (ctx.body = 'ok'));
app.use(current.routes());
