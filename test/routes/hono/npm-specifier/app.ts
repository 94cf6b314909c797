import { Hono } from 'npm:hono@4';

const app = new Hono();
app.get('/users', (c) => c.json([]));
export default app;
