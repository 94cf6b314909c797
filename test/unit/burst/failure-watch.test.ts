import { describe, expect, it } from 'vitest';
import { FailureWatch } from '../../../src/burst/failure-watch.ts';

type Outcome = 'ok' | 'status 500' | 'fails';

/** The number of the request that ends the burst, and why. */
function endOf(outcomes: Outcome[], limits: { failures?: number; errors?: number | null } = {}, connections = 1) {
  const watch = new FailureWatch({
    stopAtFailureShare: limits.failures ?? 0.5,
    stopAtErrorShare: limits.errors ?? null,
  });
  for (const [index, outcome] of outcomes.entries()) {
    const ended = watch.add(outcome === 'fails', outcome === 'ok' ? 200 : outcome === 'fails' ? 0 : 500, connections);
    if (ended) return `${index + 1}: ${ended}`;
  }
  return null;
}
const times = (count: number, ...outcomes: Outcome[]): Outcome[] => Array(count).fill(outcomes).flat();

describe('a phase', () => {
  it('goes on while few requests fail', () => {
    expect(endOf(times(50, 'ok', 'ok', 'fails'))).toBeNull();
  });

  it('ends at the share of failures, from 20 requests on', () => {
    expect(endOf(times(50, 'fails', 'ok'))).toBe('21: too-many-failures');
  });

  it('ends after a row of failures, of twice the connections', () => {
    expect(endOf([...times(5000, 'ok'), ...times(100, 'fails')])).toBe('5020: too-many-failures');
    expect(endOf([...times(5000, 'ok'), ...times(100, 'fails')], {}, 40)).toBe('5080: too-many-failures');
  });

  it('goes on through statuses from 400 up, where no share of errors is given', () => {
    expect(endOf(times(100, 'status 500'))).toBeNull();
  });

  it('ends at the share of errors, statuses from 400 up and failures taken together', () => {
    const outcomes: Outcome[] = ['ok', 'ok', 'status 500', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'fails'];
    expect(endOf(times(10, ...outcomes), { errors: 0.2 })).toBe('20: too-many-errors');
    expect(endOf(times(10, ...outcomes), { errors: 0.25 })).toBeNull();
  });
});
