import { createRoute, z } from '@hono/zod-openapi';
import type { users } from './app';

const show = createRoute({
  method: 'get',
  path: '/{id}/posts/{post}',
  request: { params: z.object({ id: z.coerce.number().openapi({ example: 3 }), post: z.string() }) },
  responses: {},
});

export const registerShow = (router: typeof users) => router.openapi(show, (c) => c.json({}));
