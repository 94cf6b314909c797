/** The history of measurements as text: one line of JSON each. */

import { z } from 'zod';
import {
  type EndpointId,
  endpointId,
  type HistoryEntry,
  type LoadDescription,
  type MeasuredProfile,
  type Verdict,
} from '../model.ts';

const figure = z.number().nonnegative();

const entrySchema = z.object({
  endpoint: z.string().transform((id) => id as EndpointId),
  measuredAt: z.iso.datetime(),
  commit: z.string().nullable(),
  load: z.string(),
  p50Ms: figure,
  p95Ms: figure,
  p99Ms: figure,
  rps: figure,
  errorRate: figure,
  verdict: z.enum(['HIGH', 'MEDIUM', 'LOW', 'OK', 'FASTER', 'inconclusive', 'incomparable', 'no-baseline']),
});

export function entryOf(profile: MeasuredProfile, commit: string | null): HistoryEntry {
  const { endpoint, measuredAt, load, summary, verdict } = profile;
  const { p50Ms, p95Ms, p99Ms, rps, errorRate } = summary;
  return {
    ...{ endpoint: endpointId(endpoint), measuredAt, commit, load: loadName(load) },
    ...{ p50Ms: rounded(p50Ms), p95Ms: rounded(p95Ms), p99Ms: rounded(p99Ms) },
    ...{ rps: rounded(rps), errorRate: rounded(errorRate), verdict: verdictName(verdict) },
  };
}

export const formatEntry = (entry: HistoryEntry): string => `${JSON.stringify(entry)}\n`;

export interface History {
  /** Oldest first. */
  entries: HistoryEntry[];
  /** Lines that a crash has cut off, a hand has spoilt, or a later version has written. */
  broken: string[];
}

export function parseHistory(text: string): History {
  const entries: HistoryEntry[] = [];
  const broken: string[] = [];
  for (const line of text.split('\n').filter((line) => line.trim() !== '')) {
    const entry = parseLine(line);
    if (entry) entries.push(entry);
    else broken.push(line);
  }
  return { entries: entries.sort((a, b) => Date.parse(a.measuredAt) - Date.parse(b.measuredAt)), broken };
}

/** The last ones of each endpoint, in the order that they had. */
export function newestOfEach(entries: HistoryEntry[], perEndpoint: number): HistoryEntry[] {
  const counts = new Map<EndpointId, number>();
  return entries
    .toReversed()
    .filter(({ endpoint }) => {
      const count = (counts.get(endpoint) ?? 0) + 1;
      counts.set(endpoint, count);
      return count <= perEndpoint;
    })
    .reverse();
}

function parseLine(line: string): HistoryEntry | null {
  try {
    return entrySchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

/** `burst closed 10 connections`: names all that has to be alike for two results to be compared. */
function loadName({ name, model, ratePerS, connections, mix, tap }: LoadDescription): string {
  return [
    ...[name, model],
    ratePerS !== null && `${ratePerS}/s`,
    `${connections} connections`,
    mix && `${Math.round(mix.share * 100)} % of ${mix.endpoints} endpoints`,
    tap === 'pipe' && 'through the SQL tap',
  ]
    .filter(Boolean)
    .join(' ');
}

const verdictName = (verdict: Verdict): HistoryEntry['verdict'] =>
  verdict.state === 'compared' ? verdict.severity : verdict.state;

const rounded = (value: number): number => Number(value.toPrecision(4));
