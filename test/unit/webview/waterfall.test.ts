import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Waterfall, WaterfallStatement } from '../../../src/model.ts';
import { barsOf, endMs, transactionsOf } from '../../../webview/charts/waterfall-lanes.ts';

const at = (atMs: number, durationMs: number, inTransaction = false): WaterfallStatement => ({
  ...{ fingerprint: 'a', atMs, durationMs, rows: 1, inTransaction },
});
const waterfall = (...statements: WaterfallStatement[]): Waterfall => ({
  ...{ probeMs: 10, databaseMs: 1, statements, leftOut: 0 },
});
const lanes = (...statements: WaterfallStatement[]) => barsOf(waterfall(...statements)).map(({ lane }) => lane);

describe('the rows of a waterfall', () => {
  it('is one for statements one after the other', () => {
    expect(lanes(at(0, 1), at(1, 2), at(4, 1))).toEqual([0, 0, 0]);
  });

  it('are as many as run at once, and one that is free is used again', () => {
    expect(lanes(at(0, 5), at(1, 1), at(1.5, 3), at(3, 1), at(5, 1))).toEqual([0, 1, 2, 1, 0]);
  });

  it('never hold two at the same time', () => {
    const statement = fc.tuple(fc.nat(50), fc.nat(20)).map(([from, duration]) => at(from, duration));
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 40 }), (statements) => {
        const bars = barsOf(waterfall(...statements.sort((a, b) => a.atMs - b.atMs)));
        for (const own of Map.groupBy(bars, ({ lane }) => lane).values()) {
          own.slice(1).forEach(({ atMs }, index) => {
            expect(atMs).toBeGreaterThanOrEqual(own[index]!.atMs + own[index]!.durationMs);
          });
        }
      }),
    );
  });
});

it('ends with the last statement, where that goes on behind the answer', () => {
  expect([endMs(waterfall(at(0, 1))), endMs(waterfall(at(9, 4)))]).toEqual([10, 13]);
});

it('joins statements of an open transaction', () => {
  expect(transactionsOf(waterfall(at(0, 1), at(1, 1, true), at(3, 2, true), at(6, 1), at(8, 1, true)))).toEqual([
    { fromMs: 1, toMs: 5 },
    { fromMs: 8, toMs: 9 },
  ]);
});
