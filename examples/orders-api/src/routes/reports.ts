import { Router } from 'express';
import { pool } from '../db.ts';
import { HttpError } from '../errors.ts';

export const reportsRouter = Router();

reportsRouter.get('/top-orders', async (_request, response) => {
  const { rows } = await pool.query(
    `SELECT region, place::int, id, customer_id, total_cents, note
     FROM (
       SELECT o.*, row_number() OVER (PARTITION BY region ORDER BY total_cents DESC, id) AS place FROM orders o
     ) AS ranked
     WHERE place <= 10
     ORDER BY region, place`,
  );
  response.json(rows);
});

reportsRouter.get('/daily', async (request, response) => {
  const from = request.query.from ?? '2025-11-01';
  if (typeof from !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(from)) throw new HttpError(400, 'from must be a date.');
  const { rows } = await pool.query(
    `SELECT created_at::date::text AS day, count(*)::int AS orders, sum(total_cents)::int AS total_cents
     FROM orders
     WHERE created_at >= $1::date AND created_at < $1::date + 7
     GROUP BY 1
     ORDER BY 1`,
    [from],
  );
  response.json(rows);
});
