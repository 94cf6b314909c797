import { Router } from 'express';
import { askCarrier } from '../carrier.ts';
import { pool, transaction } from '../db.ts';
import { HttpError } from '../errors.ts';
import { found, text, wholeNumber } from '../input.ts';

export const ordersRouter = Router();

ordersRouter.get('/recent', async (_request, response) => {
  const { rows: orders } = await pool.query(
    'SELECT id, customer_id, status, total_cents, created_at FROM orders ORDER BY created_at DESC LIMIT 25',
  );
  for (const order of orders) {
    const { rows } = await pool.query('SELECT id, name, city FROM customers WHERE id = $1', [order.customer_id]);
    order.customer = rows[0];
  }
  response.json(orders);
});

ordersRouter.get('/items/search', async (request, response) => {
  const { rows } = await pool.query(
    `SELECT i.id, i.order_id, i.quantity, p.sku, p.name
     FROM order_items i JOIN products p ON p.id = i.product_id
     WHERE i.serial_number = $1
     LIMIT 20`,
    [text(request.query, 'serial')],
  );
  response.json(rows);
});

ordersRouter.post('/', async (request, response) => {
  const customerId = wholeNumber(String(request.body?.customerId), 'customerId');
  const productId = wholeNumber(String(request.body?.productId), 'productId');
  const quantity = wholeNumber(String(request.body?.quantity), 'quantity');
  const order = await transaction(async (client) => {
    const product = found(
      (await client.query('SELECT price_cents FROM products WHERE id = $1', [productId])).rows,
      'product',
    );
    const customer = found(
      (await client.query('SELECT id FROM customers WHERE id = $1', [customerId])).rows,
      'customer',
    );
    const { rows } = await client.query(
      `INSERT INTO orders (customer_id, status, region, total_cents, note, created_at)
       VALUES ($1, 'paid', 'north', $2, '', now()) RETURNING id, status, total_cents`,
      [customer.id, product.price_cents * quantity],
    );
    await client.query(
      `INSERT INTO order_items (order_id, product_id, quantity, unit_price_cents, serial_number)
       VALUES ($1, $2, $3, $4, $5)`,
      [rows[0].id, productId, quantity, product.price_cents, `SN-${rows[0].id}-NEW`],
    );
    return rows[0];
  });
  response.status(201).location(`/api/v1/orders/${order.id}`).json(order);
});

ordersRouter
  .route('/:id')
  .get(async (request, response) => {
    const { rows } = await pool.query('SELECT * FROM orders WHERE id = $1', [wholeNumber(request.params.id, 'id')]);
    response.json(found(rows, 'order'));
  })
  .put(async (request, response) => {
    const status = text(request.body, 'status');
    if (!['paid', 'shipped', 'delivered', 'cancelled'].includes(status)) throw new HttpError(400, 'Unknown status.');
    const { rows } = await pool.query('UPDATE orders SET status = $2 WHERE id = $1 RETURNING id, status', [
      wholeNumber(request.params.id, 'id'),
      status,
    ]);
    response.json(found(rows, 'order'));
  })
  .delete(async (request, response) => {
    const { rows } = await pool.query('DELETE FROM orders WHERE id = $1 RETURNING id', [
      wholeNumber(request.params.id, 'id'),
    ]);
    found(rows, 'order');
    response.status(204).end();
  });

ordersRouter.get(['/:id/invoice', '/:id/receipt'], async (request, response) => {
  const { rows } = await pool.query(
    `SELECT p.name, i.quantity, i.unit_price_cents, i.quantity * i.unit_price_cents AS sum_cents
     FROM order_items i JOIN products p ON p.id = i.product_id
     WHERE i.order_id = $1
     ORDER BY i.id`,
    [wholeNumber(request.params.id, 'id')],
  );
  found(rows, 'order');
  response.json({ lines: rows, totalCents: rows.reduce((sum, line) => sum + line.sum_cents, 0) });
});

ordersRouter.get('/:id/shipping', async (request, response) => {
  const { rows } = await pool.query('SELECT id, status FROM orders WHERE id = $1', [
    wholeNumber(request.params.id, 'id'),
  ]);
  const order = found(rows, 'order');
  response.json({ ...order, carrier: await askCarrier(order.id) });
});
