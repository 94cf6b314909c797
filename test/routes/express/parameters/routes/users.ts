import type { Router } from 'express';

export default function registerUsers<T extends Router>(...[router]: [T]) {
  router.get('/users', (req, res) => res.json([]));
}
