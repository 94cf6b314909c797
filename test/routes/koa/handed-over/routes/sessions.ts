import type { AuthRouter, RouterInitArgs } from '../types.js';

const prefix = '/account/sessions';

export default function sessionRoutes<T extends AuthRouter>(...[router]: RouterInitArgs<T>) {
  router.delete(`${prefix}/:id`, guard({ params: {} }), async (ctx, next) => next());
}
