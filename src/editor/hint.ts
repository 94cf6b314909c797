/** What is written at the end of a slow route's line, and what its hover says. */

import { comparisonOf, endpointId, isRegression, type MeasuredProfile, ratioOf } from '../model.ts';
import { formatMean, formatMs, formatRatio } from '../report/format.ts';
import { isToAccept, verdictText } from './lens.ts';
import type { Result } from './result-store.ts';

export interface Hint {
  text: string;
  stale: boolean;
  /** It is slower than its baseline, or a plan is worse, with the code as it stands. */
  toAccept: boolean;
  /** Markdown. */
  hover: string;
}

/** Null for a route that is neither slow nor slower than its baseline. */
export function hintOf(result: Result | undefined, slowThresholdMs: number): Hint | null {
  if (result?.profile.state !== 'measured') return null;
  const { profile, stale, isBaseline } = result;
  const { p95Ms } = profile.summary;
  const isSlower = !isBaseline && isRegression(profile.verdict);
  if (p95Ms < slowThresholdMs && !isSlower) return null;
  const verdict = isSlower ? verdictText(profile.verdict) : null;
  const text = [`p95 ${formatMs(p95Ms)}`, verdict, reason(profile)].filter(Boolean).join(' · ');
  return { text, stale, toAccept: isToAccept(result), hover: hover(profile, stale) };
}

/** The finding that explains most, else how many queries a request runs where these are many. */
function reason({ findings, sql }: MeasuredProfile): string | null {
  if (findings[0]) return findings[0].title;
  if (sql.state !== 'recorded') return null;
  const queries = sql.queries.reduce((sum, { callsPerRequest }) => sum + callsPerRequest.median, 0);
  return queries >= manyQueries ? `${formatMean(queries)} queries a request` : null;
}

const manyQueries = 5;

function hover(profile: MeasuredProfile, stale: boolean): string {
  const { summary, verdict, findings } = profile;
  const was = comparisonOf(verdict);
  const row = (name: 'p50' | 'p95' | 'p99') => {
    const now = `| ${name} | ${formatMs(summary[`${name}Ms`])} |`;
    return was ? `${now} ${formatMs(was.baseline[`${name}Ms`])} | ${formatRatio(ratioOf(was, name))} |` : now;
  };
  const table = [
    was ? '| | now | baseline | |' : '| | now |',
    was ? '|---|---:|---:|---:|' : '|---|---:|',
    row('p50'),
    row('p95'),
    row('p99'),
  ];
  return [
    `**${plain(endpointId(profile.endpoint))}**${was ? ` — ${verdictText(verdict)}` : ''}`,
    table.join('\n'),
    findings.map(({ severity, title, advice }) => `- **${severity}** ${plain(title)}. ${plain(advice)}`).join('\n'),
    stale ? '_The handler was changed after this was measured._' : '',
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** Text of the code or the database must not become markup. */
const plain = (text: string): string => text.replace(/[\\`*_{}[\]()#+\-.!<>|~]/g, '\\$&');
