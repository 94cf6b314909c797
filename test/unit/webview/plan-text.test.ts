import { expect, it } from 'vitest';
import { planText } from '../../../webview/detail/plan-text.ts';
import { estimatedOnly, recentOrders } from '../../support/queries.ts';

it('reads as EXPLAIN prints it', () => {
  if (recentOrders.plan.state !== 'executed') throw new Error('The sample has a plan.');
  expect(planText(recentOrders.plan)).toBe(
    `
Limit  (planned rows=20) (own time=0.020 ms rows=20 loops=1)
  ->  Sort  (planned rows=19) (own time=2.400 ms rows=20 loops=1)
        Sort Key: created_at DESC
        Disk: 2539kB
        ->  Seq Scan on orders  (planned rows=19) (own time=67.280 ms rows=20 loops=1)
              Filter: (customer_id = 1234)
              Rows Removed: 399980
              Buffers: shared hit=1204 read=1737
Planning Time: 0.210 ms
Execution Time: 69.700 ms`.slice(1),
  );
});

it('does not pass an estimate off as a measurement', () => {
  if (estimatedOnly.plan.state !== 'estimated') throw new Error('The sample is an estimate.');
  expect(planText(estimatedOnly.plan)).toBe('Aggregate  (planned rows=1)');
});
