module.exports = (router) => router.get('/users', (ctx) => (ctx.body = []));
