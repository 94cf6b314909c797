import { Router } from 'express';
import { pool } from '../db.ts';
import { found, wholeNumber } from '../input.ts';

export const adminRouter = Router();

adminRouter.get('/low-stock', async (_request, response) => {
  const { rows } = await pool.query('SELECT id, sku, name, stock FROM products WHERE stock < 10 ORDER BY stock, id');
  response.json(rows);
});

adminRouter.get('/instances', async (_request, response) => {
  const { rows } = await pool.query('SELECT name, seen_at FROM instances ORDER BY seen_at DESC LIMIT 20');
  response.json(rows);
});

adminRouter.put('/products/:id/stock', async (request, response) => {
  const { rows } = await pool.query('UPDATE products SET stock = $2 WHERE id = $1 RETURNING id, stock', [
    wholeNumber(request.params.id, 'id'),
    wholeNumber(String(request.body?.stock), 'stock'),
  ]);
  response.json(found(rows, 'product'));
});
