import express from 'express';
import { api } from './routes/index.js';

const app = express();
app.use(express.json());
app.get('/health', (_req, res) => {
  res.json({ ok: true });
});
app.use('/api', api);
app.listen(3000);
