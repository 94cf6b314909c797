import type { IRouter } from 'express';

export function register(router: IRouter, prefix = '/files') {
  router.get(`${prefix}/:name`, (req, res) => res.end());
  nested.call(null, { router, prefix });
}

function nested({ router, prefix }: { router: IRouter; prefix: string }) {
  router.put(`${prefix}/:name/tags`, (req, res) => res.end());
}
