import { html, type TemplateResult } from 'lit';
import {
  type BurstProgress,
  type ColdStart,
  comparisonOf,
  type MeasuredProfile,
  type ProfileProgress,
  ratioOf,
} from '../../src/model.ts';
import {
  formatBytes,
  formatCores,
  formatCount,
  formatMean,
  formatMs,
  formatMsSpan,
  formatRate,
  formatRatio,
  formatShare,
  plural,
} from '../../src/report/format.ts';
import { askedRate } from '../../src/report/load-wording.ts';
import { type SqlShare, sqlShare } from '../../src/report/sql-share.ts';
import { type Tone, verdictWords } from '../../src/report/wording.ts';

interface Tile {
  name: string;
  value: string;
  note: string;
  tone?: Tone;
}

/** The figures of the last run, or those of the run under way as they settle; the same tiles in the same places. */
export function tiles(profile: MeasuredProfile | null, running: ProfileProgress | null): TemplateResult {
  const shown = running ? liveTiles(running, profile) : profile ? measuredTiles(profile) : [];
  return html`<dl class="tiles" aria-label="Figures" aria-busy=${running ? 'true' : 'false'}>${shown.map(tile)}</dl>`;
}

const tile = ({ name, value, note, tone }: Tile) => html`<div class="tile">
  <dt>${name}</dt>
  <dd class="value ${tone ? `tone-${tone}` : ''}">${value}</dd>
  <dd class="note">${note}</dd>
</div>`;

function measuredTiles(profile: MeasuredProfile): Tile[] {
  const { summary, verdict } = profile;
  const was = comparisonOf(verdict);
  const percentile = (name: 'p50' | 'p95' | 'p99'): Tile => ({
    name,
    value: formatMs(summary[`${name}Ms`]),
    note: was
      ? `was ${formatMs(was.baseline[`${name}Ms`])}, ${formatRatio(ratioOf(was, name))}`
      : percentileMeaning[name],
    ...(was?.decidedBy === name ? { tone: verdictWords(verdict).tone } : {}),
  });
  const before = was?.baseline.rps;
  return [
    percentile('p50'),
    percentile('p95'),
    percentile('p99'),
    {
      name: 'throughput',
      value: formatRate(summary.rps),
      note: before ? `was ${formatRate(before)}, ${formatRatio(summary.rps / before)}` : loadNote(profile),
    },
    {
      name: 'errors',
      value: formatShare(summary.errorRate),
      note: statusWords(summary.statusCodes),
      ...(summary.errors > 0 ? { tone: 'high' as const } : {}),
    },
    coldTile(profile.cold),
    sqlTile(sqlShare(profile)),
    serverTile(profile.resources),
  ];
}

/** What the throughput is of. */
function loadNote({ load, scaling, phases }: MeasuredProfile): string {
  if (scaling) return `with ${plural(load.connections, 'user')}`;
  if (phases.length > 0) return 'over the counted phases';
  return load.model === 'open' ? `of ${askedRate(load)} asked for` : `with ${plural(load.connections, 'connection')}`;
}

const notSampled = { 'not-launched-here': 'was not started here', 'not-readable': 'could not be read' };

function serverTile(resources: MeasuredProfile['resources']): Tile {
  const name = 'server';
  if (resources.state === 'not-sampled') return { name, value: '–', note: notSampled[resources.reason] };
  const { meanCpuCores, peakRssBytes } = resources;
  return { name, value: formatBytes(peakRssBytes), note: `memory at most; ${formatCores(meanCpuCores)} busy` };
}

const percentileMeaning = { p50: 'half are faster', p95: '95 % are faster', p99: '99 % are faster' };

function coldTile(cold: ColdStart[]): Tile {
  const name = 'cold start';
  const worst = cold.toSorted((a, b) => b.latencyMs - a.latencyMs)[0];
  if (!worst) return { name, value: 'none', note: 'the first request was no slower' };
  const { kind, latencyMs, factor, spreadMs } = worst;
  const range = spreadMs ? formatMsSpan(spreadMs.min, spreadMs.max) : `${formatRatio(factor)} the median`;
  return { name, value: formatMs(latencyMs), note: `${coldNames[kind]}, ${range}` };
}

const coldNames = { process: 'the server’s start', route: 'the first request', connection: 'new connections' };

const statusWords = (codes: Record<string, number>): string =>
  Object.entries(codes)
    .map(([status, count]) => `${formatCount(count)} × ${status}`)
    .join(', ') || 'no answers';

function sqlTile(sql: SqlShare | null): Tile {
  if (!sql) return { name: 'SQL a request', value: '–', note: 'not recorded' };
  if (sql.queries === 0) return { name: 'SQL a request', value: 'none', note: 'no statement was sent' };
  const queries = sql.queries === 1 ? '1 query' : `${formatMean(sql.queries)} queries`;
  return {
    name: 'SQL a request',
    value: formatMs(sql.ms),
    note: `${queries}, ${formatShare(sql.share)} of the time`,
  };
}

function liveTiles(progress: ProfileProgress, last: MeasuredProfile | null): Tile[] {
  const burst = progress.stage === 'burst' && progress.burst.count > 0 ? progress.burst : null;
  const settling = burst ? 'so far' : 'not yet';
  const live = (name: string, value: (burst: BurstProgress) => string, note = settling): Tile => ({
    name,
    value: burst ? value(burst) : '–',
    note,
  });
  const was = last?.verdict.state === 'compared' ? last.verdict.baseline : null;
  const against = (ms: number | undefined) => (ms === undefined ? settling : `was ${formatMs(ms)}`);
  return [
    live('p50', ({ p50Ms }) => formatMs(p50Ms), against(was?.p50Ms)),
    live('p95', ({ p95Ms }) => formatMs(p95Ms), against(was?.p95Ms)),
    live('p99', ({ p99Ms }) => formatMs(p99Ms), against(was?.p99Ms)),
    live('throughput', ({ rps }) => formatRate(rps), was ? `was ${formatRate(was.rps)}` : settling),
    live(
      'errors',
      ({ errors, count }) => formatShare(errors / count),
      burst ? plural(burst.count, 'request') : settling,
    ),
    { name: 'cold start', value: '–', note: 'told at the end' },
    { name: 'SQL a request', value: '–', note: 'told at the end' },
    { name: 'server', value: '–', note: 'told at the end' },
  ];
}
