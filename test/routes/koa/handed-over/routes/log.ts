import type { AuthRouter, RouterInitArgs } from '../types.js';

export default function logRoutes<T extends AuthRouter>(
  ...[router, { queries }]: RouterInitArgs<T>
) {
  router.get('/logs', async (ctx) => {
    ctx.body = queries.find(ctx.query.page);
  });
}
