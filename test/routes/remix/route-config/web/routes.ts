import { index, layout, prefix, route, type RouteConfig } from '@react-router/dev/routes';
import { flatRoutes } from '@react-router/fs-routes';

const ADMIN = 'admin';
const admin = [route('users/:id?', './features/admin/user.ts'), index('features/admin/all.ts')];

export default [
  index('./home.tsx'),
  route('health', './health.ts'),
  route('files/*', 'features/files.ts'),
  layout('./shell.tsx', [route('orders', './features/orders.ts', { id: 'orders' }, [route(':id/pdf', './features/pdf.ts')])]),
  ...prefix(ADMIN, admin),
  ...(await flatRoutes({ rootDirectory: 'api' })),
] satisfies RouteConfig;
