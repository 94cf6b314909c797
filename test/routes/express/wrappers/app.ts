import express from 'express';
import { Users } from './controllers/users';

const app = express();
app.use('/users', new Users().app);

(async () => {
  const health = '/health';
  const add = (path: string, handler: unknown) => app.get(path, handler);
  app.get(health, handle);
  add('/ready', handle);
})();
