import { describe, expect, it } from 'vitest';
import {
  callsChange,
  parameterWords,
  planWords,
  proofWords,
  stepFigures,
  stepName,
  waterfallWords,
} from '../../../src/report/sql-wording.ts';
import { customersById, estimatedOnly, itemsOfOrder, recentOrders, waterfallOf } from '../../support/queries.ts';
import { ordersWithoutIndex, proofs } from '../../support/sql-profiles.ts';

it('names the source of a plan, or the reason there is none', () => {
  if (customersById.plan.state !== 'executed') throw new Error('The sample has a plan.');
  expect(planWords(customersById.plan)).toBe('run again read-only with the parameters of a real call');
  expect(planWords({ ...customersById.plan, source: 'auto_explain' })).toBe(
    'executed in the request itself (auto_explain)',
  );
  expect(planWords(itemsOfOrder.plan)).toBe('no plan: it changes data, and only plain SELECTs are run again');
  expect(planWords(estimatedOnly.plan)).toBe(
    'estimated only, not executed: its run would take longer than the time limit of 5 s',
  );
  expect(planWords({ state: 'refused', reason: 'SELECT INTO creates a table.' })).toBe(
    'no plan: SELECT INTO creates a table',
  );
});

it('says of a parameter what it is, not what it says', () => {
  expect(
    [
      { type: 'text', bytes: 12 },
      { type: null, bytes: 1 },
      { type: 'int4', bytes: null },
    ].map(parameterWords),
  ).toEqual(['$1 = ●●● (text, 12 bytes)', '$2 = ●●● (1 byte)', '$3 = NULL (int4)']);
});

it('sums up one request', () => {
  const statements = waterfallOf([customersById])!.statements;
  expect(waterfallWords({ probeMs: 41.2, databaseMs: 27.9, statements, leftOut: 1 })).toBe(
    'Of 41.2 ms, 27.9 ms (68 %) in the database, in 26 statements.',
  );
});

describe('against the baseline', () => {
  const known = ordersWithoutIndex.before!;
  if (known.state !== 'known') throw new Error('The sample is known.');

  it('says how calls and times changed, and of what stayed nothing', () => {
    expect(callsChange(ordersWithoutIndex, known)).toBe('0.050 ms → 0.600 ms a call');
    expect(callsChange({ ...recentOrders, callsPerRequest: { min: 25, median: 25, max: 25 } }, known)).toBe(
      '1 → 25 calls a request, 0.050 ms → 0.600 ms a call',
    );
  });

  it('says which node took another’s place, with its rows and its time', () => {
    const [scan, sort] = known.steps;
    expect([stepName(scan!), stepFigures(scan!)]).toEqual([
      'Index Scan using orders_customer_id_idx → Seq Scan on orders',
      'rows 11 → 4,012, 0.040 ms → 67.3 ms',
    ]);
    expect([stepName(sort!), stepFigures(sort!)]).toEqual(['Sort is new', 'rows 20, 2.40 ms']);
    expect(stepName({ was: scan!.was, now: null })).toBe('Index Scan using orders_customer_id_idx on orders is gone');
    expect(stepName({ was: scan!.now, now: scan!.now })).toBe('Seq Scan on orders');
  });
});

describe('an index', () => {
  it('that is proven comes with its figures', () => {
    expect(proofWords(recentOrders.proofs[0]!)).toEqual({
      title: 'Index proven: 69.7 ms → 0.050 ms (1,394× faster)',
      text: 'Measured, median of 5 runs each. Built in 1.18 s on 400,000 rows and rolled back; it takes 12.6 MB.',
    });
  });

  it('that is not says why, and what it would take', () => {
    expect(proofWords(proofs.proposed).text).toContain('about 400,000 rows (52.0 MB)');
    expect(proofWords(proofs.estimated).title).toContain('1,001× less cost by the planner’s estimate');
    expect(proofWords(proofs.refused).text).toBe('The role may not create indexes on orders.');
    expect(proofWords(proofs.noGain).title).toContain('not worth it');
  });
});
