import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { registerShow } from './show';

export const users = new OpenAPIHono<Env>({ defaultHook });
const list = createRoute({
  method: 'get',
  path: '/',
  request: { query: z.object({ page: z.string().optional().openapi({ example: '2' }) }) },
  responses: { 200: { description: 'all' } },
});
users.openapi(list, (c) => c.json([])).openapi(
  createRoute({
    method: 'post',
    path: '/',
    request: { body: { content: { 'application/json': { schema: z.object({ name: z.string() }) } } } },
    responses: {},
  }),
  async (c) => c.json({}),
);
registerShow(users);

const app = new OpenAPIHono();
app.route('/users', users);
app.doc('/doc', { openapi: '3.0.0' });
app.openAPIRegistry.registerPath({ method: 'get', path: '/documented-only' });
app.openapi(unknownRoute, (c) => c.text(''));
