import { Elysia, t } from 'elysia';
import { node } from '@elysiajs/node';

const app = new Elysia({ prefix: '/api', adapter: node() })
  .state('version', 1)
  .decorate('db', db)
  .get('/', 'plain text')
  .get('/users/:id', ({ params }) => params.id)
  .group('/v1', (group) =>
    group
      .onBeforeHandle(check)
      .post('/items', ({ body }) => body)
      .group('/deep', { headers: t.Object({ key: t.String() }) }, (inner) => inner.all('/any', () => 1)),
  )
  .guard({ query: t.Object({ token: t.String() }) }, (guarded) => guarded.delete('/guarded', () => 1))
  .guard({ beforeHandle: check })
  .route('PATCH', '/routed', () => 1)
  .route('M-SEARCH', '/custom-method', () => 1)
  .get('/optional/:page?', () => 1)
  .get('/files/*', () => 1)
  .listen(3000);
