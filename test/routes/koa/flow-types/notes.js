import Router from '@koa/router';

// Only the body of the function has types.
export const notes = (prefix) => {
  const router: Router<any> = new Router();
  const paths: Array<string> = ['/:id'];
  router.prefix(prefix);
  paths.forEach((path: string) => {
    router.del(path, (ctx) => {
      ctx.status = 204;
    });
  });
  return router;
};
