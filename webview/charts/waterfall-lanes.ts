/** Where the bars of a waterfall stand, without a page. */

import type { Waterfall, WaterfallStatement } from '../../src/model.ts';

export interface Bar extends WaterfallStatement {
  /** From 0: the first row that is free when it begins. One connection at a time needs one row. */
  lane: number;
}

export function barsOf({ statements }: Waterfall): Bar[] {
  const freeFromMs: number[] = [];
  return statements.map((statement) => {
    const free = freeFromMs.findIndex((ms) => ms <= statement.atMs);
    const lane = free < 0 ? freeFromMs.length : free;
    freeFromMs[lane] = statement.atMs + statement.durationMs;
    return { ...statement, lane };
  });
}

/** Work may go on behind the answer. */
export const endMs = ({ probeMs, statements }: Waterfall): number =>
  Math.max(probeMs, ...statements.map(({ atMs, durationMs }) => atMs + durationMs));

/** Statements that follow each other with a transaction open, each stretch from the first one's start to the last one's end. */
export function transactionsOf({ statements }: Waterfall): { fromMs: number; toMs: number }[] {
  const stretches: { fromMs: number; toMs: number }[] = [];
  let open: { fromMs: number; toMs: number } | null = null;
  for (const { inTransaction, atMs, durationMs } of statements) {
    if (!inTransaction) {
      open = null;
      continue;
    }
    if (open === null) stretches.push((open = { fromMs: atMs, toMs: atMs }));
    open.toMs = Math.max(open.toMs, atMs + durationMs);
  }
  return stretches;
}
