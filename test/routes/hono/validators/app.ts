import { zValidator } from '@hono/zod-validator';
import { Hono } from 'hono';
import { validator } from 'hono-openapi';
import * as v from 'valibot';
import { z } from 'zod';
import { Base, checked } from './schemas';

const app = new Hono();
app.post('/zod/:id', zValidator('param', z.object({ id: z.uuid() })), zValidator('json', Base.omit({ b: true })), h);
app.get('/valibot', validator('query', v.object({ q: v.string(), page: v.optional(v.string(), '1') })), h);
app.put('/wrapped', checked('json', z.object({ ...Base.shape, c: z.array(Base) })), h);
app.patch('/shape', checked('form', z.object({}).extend(Base.shape).partial()), h);
app.get('/named', async (c) => c.json([c.req.query('first'), c.req.queries('second')]));
app.post('/body', async (c) => {
  const { a, b } = await c.req.json<Body>();
  const { file } = await c.req.parseBody();
});
