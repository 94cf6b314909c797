import Router, { type RouterContext } from 'koa-router';
import Koa from 'koa';

const paths = { health: '/health' } as const;
const router = new Router<unknown, RouterContext>();
router.get('named', '/named/:id', show);
router.get(['/a', '/b'], list);
router.del('/items/:itemId', remove);
router.all('/everything', everything);
router.register('/both', ['get', 'POST'], both);
router.redirect('/old', '/named');
router.get(paths.health, auth, (ctx) => (ctx.body = 'ok'));
router.get('/files/(.*)', download);
router.put('/pages/:page(\\d+)?', page);
router.get(/^\/legacy-/, legacy);
router['patch']('/quoted', quoted);
for (const method of ['get', 'post'] as const) router[method]('/loop', loop);

new Koa().use(router.routes());
