import * as express from 'express';

const router = express.Router();

router.get('/', (req, res) => {
  const { page, size = 20, sort: order } = req.query;
  res.json({ page, size, order, q: req.query.q });
});
router.post('/', async (req, res) => {
  res.json({ name: req.body.name, email: req.body['email'] });
});
router
  .get('/:id', (req, res) => res.json(req.params))
  .delete('/:id', (req, res) => res.json(req.params));

export default router;
