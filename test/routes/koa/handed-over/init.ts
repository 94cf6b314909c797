import Koa from 'koa';
import Router from 'koa-router';
import mount from 'koa-mount';
import accountRoutes from './routes/account.js';
import logRoutes from './routes/log.js';
import type { AuthRouter } from './types.js';

const createRouters = (tenant: unknown) => {
  const open: AuthRouter = new Router();
  const closed: AuthRouter = new Router();
  logRoutes(open, tenant);
  accountRoutes(closed, tenant);
  return [open, closed];
};

export default function initApis(tenant: unknown): Koa {
  const apis = new Koa();
  for (const router of createRouters(tenant)) apis.use(router.routes()).use(router.allowedMethods());
  return apis;
}

const app = new Koa();
app.use(mount('/api', initApis({})));
