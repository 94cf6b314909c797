// What customers really paid for each product, computed from all order items on first use and kept in memory.

import { pool } from './db.ts';

export interface PaidPrice {
  medianCents: number;
  highestCents: number;
  sold: number;
}

let table: Promise<Map<number, PaidPrice>> | undefined;

/** `wasBuilt` tells the one call that had to do the work. */
export async function paidPrices(): Promise<{ prices: Map<number, PaidPrice>; wasBuilt: boolean }> {
  const wasBuilt = table === undefined;
  table ??= build().catch((error) => {
    table = undefined; // The next request tries again.
    throw error;
  });
  return { prices: await table, wasBuilt };
}

async function build(): Promise<Map<number, PaidPrice>> {
  const { rows } = await pool.query<{ id: number } & PaidPrice>(
    `SELECT product_id AS id,
            percentile_disc(0.5) WITHIN GROUP (ORDER BY quantity * unit_price_cents) AS "medianCents",
            max(quantity * unit_price_cents) AS "highestCents",
            sum(quantity)::int AS sold
     FROM order_items
     GROUP BY product_id`,
  );
  return new Map(rows.map(({ id, ...price }) => [id, price]));
}
