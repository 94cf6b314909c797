const router = require('@koa/router')();

router.post('/notes', (ctx) => (ctx.status = 204));
module.exports = router;
