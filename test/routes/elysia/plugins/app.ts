import Elysia from 'elysia';
import cors from '@elysiajs/cors';
import { auth, users } from './modules';
import { health } from './health';

new Elysia()
  .use(cors())
  .use(users)
  .use([auth, health('/health')])
  .use(import('./lazy'))
  .use((app) => app.get('/inline', () => 1))
  .group('/admin', (app) => app.use(users))
  .use(unknownPlugin)
  .get('/last', () => 1);
