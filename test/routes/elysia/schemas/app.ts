import { Elysia, t } from 'elysia';
import { model } from './model';

new Elysia()
  .post('/sign-up', ({ body }) => body, { body: model.signUp, query: t.Object({ dry: t.Optional(t.Boolean()) }) })
  .get('/items/:id', ({ query }) => query.sort, { params: t.Object({ id: t.Numeric({ default: 5 }) }) })
  .get('/context', (context) => context.query.page);
