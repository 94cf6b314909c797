/** Results as a table for a terminal, and under it what was found. */

import { styleText } from 'node:util';
import {
  comparisonOf,
  type Endpoint,
  endpointId,
  type Finding,
  type MeasuredProfile,
  type Parameter,
  type Profile,
  ratioOf,
  type ScanResult,
} from '../model.ts';
import { comparisonLines } from './comparison-wording.ts';
import { formatMean, formatMs, formatRate, formatRatio, formatShare } from './format.ts';
import { loadLines, serverLine } from './load-lines.ts';
import { outcomeWords } from './outcome.ts';
import { ownColdStart } from './own-cold-start.ts';
import { type Paint, plainTable, type Style } from './plain-table.ts';
import { capitalised } from './sentence.ts';
import { sqlLines } from './sql-lines.ts';
import { sqlShare } from './sql-share.ts';
import { summaryTables } from './summary-tables.ts';
import { missedWords } from './target-wording.ts';
import { warningWords } from './warning-wording.ts';
import { baselineWords, coldSpreadWords, coldWords, profileWords, type Tone } from './wording.ts';

/** Colours only where the stream shows them and NO_COLOR does not forbid them. */
const painter =
  (stream: NodeJS.WritableStream): Paint =>
  (style, text) =>
    styleText(style, text, { stream });

const toneStyles: Record<Tone, Style> = {
  high: ['red', 'bold'],
  medium: 'yellow',
  low: 'yellow',
  good: 'green',
  neutral: 'dim',
};

export function scanTable({ endpoints }: Pick<ScanResult, 'endpoints'>, stream: NodeJS.WritableStream): string {
  const paint = painter(stream);
  const table = plainTable(['method', 'path', 'handler', 'framework'], []);
  for (const { method, path, file, line, framework } of endpoints)
    table.push([method, path, paint('dim', `${file}:${line}`), framework]);
  return endpoints.length > 0 ? joinLines([table.toString()]) : '';
}

export function profilesTable(profiles: Profile[], stream: NodeJS.WritableStream): string {
  const paint = painter(stream);
  const measured = profiles.filter((profile) => profile.state === 'measured').sort(slowestFirst);
  const table = plainTable(
    ['endpoint', 'p50', 'p95', 'p99', 'throughput', 'errors', 'cold', 'SQL', 'verdict'],
    [1, 2, 3, 4, 5, 6, 7],
  );
  for (const profile of measured) table.push(measuredRow(profile, paint));
  return joinLines([
    ...(measured.length > 0 ? [table.toString(), ...serverStart(measured, paint)] : []),
    ...summaryTables(profiles, paint),
    ...measured.flatMap((profile) => remarks(profile, paint)),
    ...notMeasured(profiles, paint),
    ...(profiles.length > 1 ? ['', `${outcomeWords(profiles)}.`] : []),
  ]);
}

const slowestFirst = (a: MeasuredProfile, b: MeasuredProfile): number => b.summary.p95Ms - a.summary.p95Ms;

/** Is about the server, not about one endpoint: said once. */
function serverStart(profiles: MeasuredProfile[], paint: Paint): string[] {
  const starts = profiles.flatMap(({ cold }) => cold.filter(({ kind }) => kind === 'process'));
  const [start] = starts.toSorted((a, b) => b.times - a.times);
  if (!start) return [];
  const spread = start.spreadMs ? `, ${coldSpreadWords(start)}` : '';
  return ['', paint('dim', `The server was ready ${formatMs(start.latencyMs)} after its start${spread}.`)];
}

function measuredRow(profile: MeasuredProfile, paint: Paint): string[] {
  const { endpoint, summary } = profile;
  const cold = ownColdStart(profile.cold);
  const { short, tone } = profileWords(profile);
  const ratio = decidingRatio(profile.verdict);
  const sql = sqlShare(profile);
  return [
    endpointId(endpoint),
    formatMs(summary.p50Ms),
    formatMs(summary.p95Ms),
    formatMs(summary.p99Ms),
    formatRate(summary.rps),
    summary.errors > 0 ? paint('red', formatShare(summary.errorRate)) : '0 %',
    cold ? formatMs(cold.latencyMs) : '–',
    sql?.queries ? `${formatMean(sql.queries)} · ${formatMs(sql.ms)}` : '–',
    paint(toneStyles[tone], ratio ? `${short} ${formatRatio(ratio)}` : short),
  ];
}

function decidingRatio(verdict: MeasuredProfile['verdict']): number | null {
  const comparison = comparisonOf(verdict);
  return comparison && ratioOf(comparison, comparison.decidedBy);
}

/** What there is to say of one endpoint besides its row; nothing where there is nothing to say. */
function remarks(profile: MeasuredProfile, paint: Paint): string[] {
  const { findings, warnings, endpoint, verdict, targets } = profile;
  const cold = ownColdStart(profile.cold);
  const lines = [
    ...(isCalm(verdict) ? [] : comparisonLines(verdict)).map((text) => paint('dim', `  verdict ${text}`)),
    ...targets.filter(({ met }) => !met).map((one) => paint('red', `  target missed  ${missedWords(one)}`)),
    ...findings.flatMap((finding) => findingLines(finding, paint)),
    ...sqlLines(profile, paint),
    ...loadLines(profile, paint),
    ...(cold ? [paint('dim', `  cold    ${coldWords(cold)}`)] : []),
    ...serverLine(profile, paint),
    ...(verdict.state === 'incomparable' ? [paint('dim', `  note    ${capitalised(baselineWords(verdict))}.`)] : []),
    ...warnings.map((warning) => paint('dim', `  note    ${warningWords(warning)}`)),
  ];
  return lines.length > 0 ? ['', paint('bold', endpointId(endpoint)), ...lines] : [];
}

/** As it was: its row says enough. */
const isCalm = (verdict: MeasuredProfile['verdict']): boolean =>
  verdict.state === 'compared' && verdict.severity === 'OK';

function findingLines({ severity, title, why, advice }: Finding, paint: Paint): string[] {
  const label = paint(toneStyles[severity === 'HIGH' ? 'high' : 'medium'], severity.padEnd(6));
  return [`  ${label}  ${title}`, paint('dim', `          ${why}`), `          ${advice}`];
}

function notMeasured(profiles: Profile[], paint: Paint): string[] {
  const rest = profiles.filter((profile) => profile.state !== 'measured');
  if (rest.length === 0) return [];
  return ['', paint('bold', 'Not measured'), ...rest.flatMap((profile) => notMeasuredLines(profile, paint))];
}

/** `"requests": { "GET /users/{id}": { "path": { "id": "…" } } }` */
function sampleEntry(endpoint: Endpoint, missing: Parameter[]): string {
  const groups = Map.groupBy(missing, ({ in: place }) => (place === 'header' ? 'headers' : place));
  const texts = [...groups].map(([group, parameters]) => {
    const values = parameters.map(({ name }) => `"${name}": "…"`);
    return `"${group}": { ${values.join(', ')} }`;
  });
  return `"requests": { "${endpointId(endpoint)}": { ${texts.join(', ')} } }`;
}

function notMeasuredLines(profile: Exclude<Profile, MeasuredProfile>, paint: Paint): string[] {
  const line = `  ${endpointId(profile.endpoint)}  ${profileWords(profile).long}`;
  const place = 'in .endpoint-profiler/config.json';
  switch (profile.state) {
    case 'failed': {
      const detail = profile.problem.detail?.split('\n').map((text) => paint('dim', `    | ${text}`)) ?? [];
      return [line, ...detail, `    ${profile.problem.nextStep}`];
    }
    case 'needs-sample':
      return [line, paint('dim', `    Add ${sampleEntry(profile.endpoint, profile.missing)} ${place}`)];
    case 'needs-consent':
      return [
        line,
        paint(
          'dim',
          profile.reason === 'other-host'
            ? `    Add --allow-host ${new URL(profile.url).hostname} if you may put load on it`
            : `    Add "requests": { "${endpointId(profile.endpoint)}": { "allow": true } } ${place}`,
        ),
      ];
    case 'cancelled':
      return [line];
    default:
      return profile satisfies never;
  }
}

const joinLines = (lines: string[]): string => `${lines.join('\n')}\n`;
