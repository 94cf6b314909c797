/** The verdicts of many comparisons, counted and held against the goals. */

import type { Verdict } from '../../../src/model.ts';
import type { RouteName } from './bed.ts';
import { median } from './sizes.ts';

export interface Comparison {
  route: RouteName;
  /** How many times as much work the handler did. */
  factor: number;
  verdict: Verdict;
  /** Median latency of the rounds, this run's over its baseline's. */
  ratio: number;
  wallMs: number;
}

const goals: Record<number, { title: string; slower: (share: number) => boolean; wanted: string }> = {
  1: { title: 'the same code', slower: (share) => share <= 0.01, wanted: 'at most 1 % slower' },
  1.3: { title: '1.3 times the work', slower: (share) => share >= 0.95, wanted: 'at least 95 % slower' },
  2: { title: 'twice the work', slower: (share) => share >= 1, wanted: '100 % slower' },
};
const mostInconclusive = 0.2;
const longestMs = 20_000;

export function verdictTable(comparisons: readonly Comparison[]): string {
  const lines = [row(['', 'route', 'n', 'ratio', 'HIGH', 'MEDIUM', 'LOW', 'OK', 'FASTER', 'open', 'other'])];
  for (const factor of [1, 1.3, 2]) {
    const all = comparisons.filter((one) => one.factor === factor);
    if (all.length === 0) continue;
    const { title, slower, wanted } = goals[factor]!;
    for (const route of new Set(all.map((one) => one.route))) {
      lines.push(
        counted(
          title,
          route,
          all.filter((one) => one.route === route),
        ),
      );
    }
    lines.push(counted(title, 'all', all));
    lines.push(`    ${goal(slower(shareOf(all, isSlower)), wanted, shareOf(all, isSlower))}`);
    lines.push(`    ${goal(shareOf(all, isOpen) < mostInconclusive, 'under 20 % inconclusive', shareOf(all, isOpen))}`);
  }
  const slowestMs = Math.max(...comparisons.map(({ wallMs }) => wallMs));
  const met = slowestMs <= longestMs ? 'met' : 'MISSED';
  lines.push(`longest comparison ${(slowestMs / 1000).toFixed(1)} s, goal at most ${longestMs / 1000} s: ${met}`);
  return lines.join('\n');
}

function counted(title: string, route: string, all: readonly Comparison[]): string {
  const said = (word: string) => String(all.filter(({ verdict }) => wordOf(verdict) === word).length);
  const ratio = median(all.map((one) => one.ratio)).toFixed(2);
  const words = ['HIGH', 'MEDIUM', 'LOW', 'OK', 'FASTER', 'inconclusive', 'incomparable'];
  return row([title, route, String(all.length), ratio, ...words.map(said)]);
}

const row = ([title, ...cells]: string[]): string =>
  `${title!.padEnd(20)}${cells.map((cell) => cell.padStart(8)).join('')}`;

const goal = (isMet: boolean, wanted: string, share: number): string =>
  `goal ${wanted}: ${(100 * share).toFixed(1)} %, ${isMet ? 'met' : 'MISSED'}`;

const shareOf = (all: readonly Comparison[], is: (verdict: Verdict) => boolean): number =>
  all.filter(({ verdict }) => is(verdict)).length / all.length;

const wordOf = (verdict: Verdict): string => (verdict.state === 'compared' ? verdict.severity : verdict.state);
const isSlower = (verdict: Verdict): boolean => ['HIGH', 'MEDIUM', 'LOW'].includes(wordOf(verdict));
const isOpen = (verdict: Verdict): boolean => verdict.state === 'inconclusive';
