import { Hono } from 'hono';
import { hc } from 'hono/client';
import { testClient } from 'hono/testing';

const app = new Hono();
app.get('/real', async (c) => {
  c.set('user', 1);
  c.get('user', () => {});
  await api.get('/elsewhere', (answer) => answer);
  return c.text(c.req.header('x-name'));
});
const client = hc<typeof app>('http://localhost');
client.get('/never', () => {});
testClient(app).real.$get();
app.request('/real');
app.get('name');
const registry = new Map();
registry.get('/map', (c) => c);
