/** Saved baselines in a terminal: a list of them, and two held against each other. */

import { type BaselineComparison, endpointId, type SavedBaseline } from '../model.ts';
import { comparisonLines } from './comparison-wording.ts';
import { formatDate, formatMs, formatRate } from './format.ts';
import { plainTable } from './plain-table.ts';
import { stepName } from './sql-wording.ts';
import { baselineWords, verdictWords } from './wording.ts';

type Listed = Pick<SavedBaseline, 'endpoint' | 'savedAt' | 'commit'> & {
  figures: Pick<SavedBaseline['figures'], 'p50Ms' | 'p95Ms' | 'p99Ms' | 'rps'>;
};

const columns = ['p50', 'p95', 'p99', 'throughput', 'saved', 'commit'];
const figureColumns = [1, 2, 3, 4];

export function baselinesTable(baselines: Listed[]): string {
  const table = plainTable(['endpoint', ...columns], figureColumns);
  for (const baseline of baselines) table.push([endpointId(baseline.endpoint), ...cellsOf(baseline)]);
  return `${table.toString()}\n`;
}

export function baselineComparisonTable({ titles, was, now, verdict, statements }: BaselineComparison): string {
  const table = plainTable(['baseline', ...columns], figureColumns);
  table.push([titles.was, ...cellsOf(was)], [titles.now, ...cellsOf(now)]);
  const { long } = verdictWords(verdict);
  const told = verdict.state === 'incomparable' ? [baselineWords(verdict)] : comparisonLines(verdict);
  const changed = (statements ?? []).filter(({ steps }) => steps.length > 0);
  const lines = changed.flatMap(({ text, steps }) => [text, ...steps.map((step) => `  ${stepName(step)}`)]);
  return `${[table.toString(), '', long, ...told, ...(lines.length > 0 ? ['', ...lines] : [])].join('\n')}\n`;
}

const cellsOf = ({ figures: { p50Ms, p95Ms, p99Ms, rps }, savedAt, commit }: Listed): string[] => [
  ...[p50Ms, p95Ms, p99Ms].map(formatMs),
  formatRate(rps),
  formatDate(savedAt),
  commit ?? '–',
];
