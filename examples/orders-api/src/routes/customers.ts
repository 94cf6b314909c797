import { Router } from 'express';
import { pool } from '../db.ts';
import { found, text, wholeNumber } from '../input.ts';

export const customersRouter = Router();

customersRouter.get('/', async (request, response) => {
  const { rows } = await pool.query('SELECT id, name, city FROM customers WHERE id > $1 ORDER BY id LIMIT 50', [
    wholeNumber(request.query.after, 'after', 0),
  ]);
  response.json({ customers: rows, next: rows.at(-1)?.id ?? null });
});

// The same e-mail address again updates the customer: a form that was sent twice does no harm.
customersRouter.post('/', async (request, response) => {
  const { rows } = await pool.query(
    `INSERT INTO customers (name, email, city, created_at) VALUES ($1, $2, $3, now())
     ON CONFLICT (email) DO UPDATE SET name = excluded.name, city = excluded.city
     RETURNING id, name, email, city`,
    [text(request.body, 'name'), text(request.body, 'email'), text(request.body, 'city')],
  );
  response.status(201).json(rows[0]);
});

customersRouter.get('/:id', async (request, response) => {
  const { rows } = await pool.query('SELECT * FROM customers WHERE id = $1', [wholeNumber(request.params.id, 'id')]);
  response.json(found(rows, 'customer'));
});

customersRouter.put('/:id', async (request, response) => {
  const { rows } = await pool.query(
    'UPDATE customers SET name = $2, city = $3 WHERE id = $1 RETURNING id, name, city',
    [wholeNumber(request.params.id, 'id'), text(request.body, 'name'), text(request.body, 'city')],
  );
  response.json(found(rows, 'customer'));
});

customersRouter.get('/:id/orders', async (request, response) => {
  const { rows } = await pool.query(
    `SELECT id, status, total_cents, created_at FROM orders
     WHERE customer_id = $1
     ORDER BY created_at DESC
     LIMIT 50`,
    [wholeNumber(request.params.id, 'id')],
  );
  response.json(rows);
});
