module.exports = (router) => router.get('/not-asked-for', (ctx) => (ctx.body = []));
