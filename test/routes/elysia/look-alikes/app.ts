import { treaty } from '@elysiajs/eden';
import { Elysia } from 'elysia';

const app = new Elysia().get('/real', async ({ cookie, request }) => {
  request.headers.get('/header', () => {});
  await client.get('/elsewhere', (answer) => answer);
  return cookie;
});
const client = treaty(app);
client.users.get({ query: {} }, () => {});
app.handle(new Request('http://localhost/handled'));
new Map().get('/map', () => {});
