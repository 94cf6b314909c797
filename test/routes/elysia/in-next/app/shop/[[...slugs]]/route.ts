import { Elysia } from 'elysia';

const app = new Elysia({ prefix: '/shop' }).get('/carts', () => []);

export const GET = app.handle;
export const POST = app.fetch;
