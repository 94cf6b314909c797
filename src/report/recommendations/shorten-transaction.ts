import type { WaterfallStatement } from '../../model.ts';
import { formatMs, formatShare } from '../format.ts';
import { clueOf, type Rule } from './rule.ts';

/** Less is the way of any handler from one statement to the next. */
const leastIdleMs = 10;
const leastIdleShare = 0.5;

/** A transaction that stays open while the handler does something else: its connection and its locks wait with it. */
export const shortenTransaction: Rule = {
  kind: 'shorten-transaction',
  find(subject) {
    const { sql } = subject.profile;
    if (sql.state !== 'recorded' || !sql.waterfall) return [];
    const { openMs, idleMs } = transactionTime(sql.waterfall.statements);
    if (idleMs < leastIdleMs || idleMs < leastIdleShare * openMs) return [];
    return [
      clueOf(subject, {
        cure: subject.id,
        figure: `a transaction was open for ${formatMs(openMs)}, ${formatMs(idleMs)} of them (${formatShare(idleMs / openMs)}) without a statement`,
        severity: 'MEDIUM',
      }),
    ];
  },
  word: ([{ endpoint }]) => ({
    title: `Do other work outside the transaction: ${endpoint}`,
    advice:
      'Call other services and compute before BEGIN or after COMMIT: until then a connection of the pool and the locks on its rows are taken.',
    code: null,
  }),
};

/** From the first statement within a transaction to the end of its last one, for each in turn. */
function transactionTime(statements: WaterfallStatement[]): { openMs: number; idleMs: number } {
  const total = { openMs: 0, idleMs: 0 };
  let endMs: number | null = null;
  for (const { atMs, durationMs, inTransaction } of statements) {
    if (!inTransaction) {
      endMs = null;
      continue;
    }
    const until = atMs + durationMs;
    total.openMs += Math.max(0, until - (endMs ?? atMs));
    if (endMs !== null) total.idleMs += Math.max(0, atMs - endMs);
    endMs = Math.max(endMs ?? 0, until);
  }
  return total;
}
