import { Hono } from 'hono';
import { db } from './db';

const app = new Hono();
app.on('QUERY', '/search', (c) => c.json({}));
app.on(['GET', 'QUERY'], '/items', (c) => c.json({}));
app.query('/people', async (c) => {
  db.query('/not/a/route', (rows: unknown) => rows);
  return c.json(c.req.query('name'));
});

export default app;
