/** Compares generators round by round: what disturbed one disturbed the other of the same round too. */

import type { Seen } from './generators.ts';

export type Rounds = Map<string, Seen[]>;

/** Median and range of the rounds' ratios. */
export function throughputLine(rounds: Rounds, ofName: string, toName: string, goal: number | null = null): string {
  const ratios = ratiosOf(rounds, 'rps', ofName, toName);
  const met = (atLeast: number) => `  goal ≥ ${atLeast.toFixed(1)}: ${median(ratios) >= atLeast ? 'met' : 'MISSED'}`;
  return `${start('rps', ofName, toName)}${spread(ratios)}${goal === null ? '' : met(goal)}`;
}

/**
 * The same for a latency, and that of each one's lowest figure, which is held against the goal: whatever else runs on the
 * machine only ever adds to a latency, and to the highest of them first.
 */
export function latencyLine(
  rounds: Rounds,
  figure: 'p50Ms' | 'p99Ms',
  ofName: string,
  toName: string,
  within: number,
): string {
  const lowest = (name: string) => Math.min(...rounds.get(name)!.map((seen) => seen[figure]));
  const ratio = lowest(ofName) / lowest(toName);
  const verdict = `goal within ${within * 100} %: ${Math.abs(ratio - 1) <= within ? 'met' : 'MISSED'}`;
  const ratios = ratiosOf(rounds, figure, ofName, toName);
  return `${start(figure, ofName, toName)}${spread(ratios)}, lowest of all rounds ${ratio.toFixed(2)}  ${verdict}`;
}

const ratiosOf = (rounds: Rounds, figure: keyof Seen, ofName: string, toName: string): number[] =>
  rounds.get(ofName)!.map((seen, round) => seen[figure] / rounds.get(toName)![round]![figure]);

const start = (figure: string, ofName: string, toName: string): string =>
  `  ${figure.padEnd(6)} ${`${ofName} / ${toName}`.padEnd(30)}`;

const spread = (ratios: number[]): string =>
  `${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`;

export function figuresTable(rounds: Rounds): string {
  const lines = [...rounds].map(([name, seen]) => {
    const middle = (figure: keyof Seen) => median(seen.map((one) => one[figure]));
    const ms = (value: number) => `${value.toFixed(3)} ms`.padStart(12);
    return `  ${name.padEnd(14)} ${`${Math.round(middle('rps'))}/s`.padStart(10)}  p50 ${ms(middle('p50Ms'))}  p99 ${ms(middle('p99Ms'))}`;
  });
  return lines.join('\n');
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
