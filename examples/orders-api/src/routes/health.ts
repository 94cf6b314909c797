import { Router } from 'express';
import { checkDatabase } from '../db.ts';

export const healthRouter = Router();

healthRouter.get('/', async (_request, response) => {
  await checkDatabase();
  response.json({ status: 'ok' });
});
