const Router = require('@koa/router');
const router = new Router();

router.get('/users', list);

module.exports = router.routes();
