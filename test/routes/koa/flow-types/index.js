// @flow
import Koa from 'koa';
import Router from '@koa/router';
import type { Context } from 'koa';
import { type Store } from './store';
import { notes } from './notes';

type Options = { prefix: string, store: Store };

export function serve({ prefix, store }: Options): Koa {
  const router: Router = new Router({ prefix });
  router.get('/stores/:id', async (ctx: Context): Promise<void> => {
    ctx.body = await store.find((ctx.params.id: any));
  });
  const app = new Koa();
  app.use(router.routes()).use(notes('/notes').routes());
  return app;
}

serve({ prefix: '/api', store: new Map() });
