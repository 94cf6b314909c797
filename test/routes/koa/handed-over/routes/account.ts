import type { AuthRouter, RouterInitArgs } from '../types.js';
import sessionRoutes from './sessions.js';

export default function accountRoutes<T extends AuthRouter>(...args: RouterInitArgs<T>) {
  const [router] = args;
  router.get('/account', show);
  sessionRoutes(...args);
}
