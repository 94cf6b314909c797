const Router = require('@koa/router');

const router = new Router({ prefix: '/v1/books' });
router.get('/:id', (ctx) => (ctx.body = ctx.params.id));
module.exports = router;
