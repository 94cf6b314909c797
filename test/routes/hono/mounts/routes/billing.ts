import { Hono } from 'hono/tiny';

export function createBilling(app: Hono) {
  app.post('/', (c) => c.text(''));
  return app;
}

export const billing = createBilling(new Hono());
