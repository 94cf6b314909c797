import express from 'express';
import { requireToken } from './auth.ts';
import { answerError, answerNotFound } from './errors.ts';
import { adminRouter } from './routes/admin.ts';
import { healthRouter } from './routes/health.ts';
import { apiRouter } from './routes/index.ts';

export function createApp() {
  const app = express();
  app.disable('x-powered-by');
  app.use(express.json({ limit: '100kb' }));

  app.use('/health', healthRouter);
  app.use('/api/v1', apiRouter);
  app.use('/admin', requireToken, adminRouter);

  app.use(answerNotFound);
  app.use(answerError);
  return app;
}
