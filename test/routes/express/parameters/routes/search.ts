import type { Express } from 'express';

export const search = (app: Express) => {
  app.get('/search', (req, res) => res.json(req.query.text));
};
