import { Router } from 'express';
import { items } from './items.ts';

const orders = Router();
orders.get('/orders', list);
orders.use('/orders/:orderId/items', items);

async function list(req, res) {
  res.json(await req.app.locals.db.all('orders'));
}

export { orders as default };
