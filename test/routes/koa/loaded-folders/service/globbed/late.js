module.exports = (router) => router.get('/late', (ctx) => (ctx.body = []));
