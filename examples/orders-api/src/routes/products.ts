import { Router } from 'express';
import { pool } from '../db.ts';
import { found, wholeNumber } from '../input.ts';
import { paidPrices } from '../prices.ts';

export const productsRouter = Router();

const listTtlMs = 60_000;
let list: { body: string; freshUntilMs: number } | undefined;

productsRouter.get('/', async (_request, response) => {
  if (list === undefined || list.freshUntilMs < Date.now()) {
    const { rows } = await pool.query('SELECT id, sku, name, price_cents FROM products ORDER BY id LIMIT 100');
    list = { body: JSON.stringify(rows), freshUntilMs: Date.now() + listTtlMs };
  }
  // Express adds the ETag and answers 304 where the client has this version.
  response.set('Cache-Control', 'public, max-age=60').type('json').send(list.body);
});

productsRouter.get('/export', async (_request, response) => {
  const { rows } = await pool.query('SELECT * FROM products ORDER BY id');
  response.json(rows);
});

productsRouter.get('/:id', async (request, response) => {
  const { rows } = await pool.query('SELECT * FROM products WHERE id = $1', [wholeNumber(request.params.id, 'id')]);
  response.json(found(rows, 'product'));
});

productsRouter.get('/:id/paid', async (request, response) => {
  const id = wholeNumber(request.params.id, 'id');
  const startMs = performance.now();
  const { prices, wasBuilt } = await paidPrices();
  if (wasBuilt) response.set('Server-Timing', `price-table;dur=${(performance.now() - startMs).toFixed(1)}`);
  const price = prices.get(id);
  response.json(found(price ? [price] : [], 'product'));
});
