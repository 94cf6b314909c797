/** Compares generators round by round: what disturbed one disturbed the other of the same round too. */

import type { Seen } from './generators.ts';

export type Rounds = Map<string, Seen[]>;

/** At most, or at least, or within that share of 1. */
export type Goal = { atLeast: number } | { within: number };

export function ratioLine(
  rounds: Rounds,
  figure: keyof Seen,
  ofName: string,
  toName: string,
  goal: Goal | null = null,
): string {
  const to = rounds.get(toName);
  if (!to) return `  ${ofName} / ${toName}: not installed`;
  const ratios = rounds.get(ofName)!.map((seen, round) => seen[figure] / to[round]![figure]);
  const middle = median(ratios);
  const spread = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
  return `  ${figure.padEnd(6)} ${`${ofName} / ${toName}`.padEnd(26)} ${middle.toFixed(2)} (${spread})${verdict(middle, goal)}`;
}

function verdict(ratio: number, goal: Goal | null): string {
  if (goal === null) return '';
  if ('atLeast' in goal) return `  goal ≥ ${goal.atLeast.toFixed(1)}: ${ratio >= goal.atLeast ? 'met' : 'MISSED'}`;
  return `  goal within ${goal.within * 100} %: ${Math.abs(ratio - 1) <= goal.within ? 'met' : 'MISSED'}`;
}

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
