/** The shape of a baseline file. Its text is deterministic: the same result gives the same bytes. */

import { decodeFromCompressedBase64 } from 'hdr-histogram-js';
import { z } from 'zod';
import { type EndpointId, endpointId, type Json, type Machine, type MeasuredProfile, UserError } from '../model.ts';
import { keptQueries, keptQuerySchema } from './plans.ts';

export const baselineVersion = 1;

const figure = z.number().nonnegative();

export const baselineSchema = z.object({
  version: z.literal(baselineVersion),
  method: z.string(),
  path: z.string(),
  /** ISO 8601, and the short hash of the commit that was checked out. */
  savedAt: z.string(),
  commit: z.string().nullable(),
  machine: z.object({ cpu: z.string(), cores: figure, memoryBytes: figure, os: z.string(), node: z.string() }),
  load: z.object({
    name: z.string().default('burst'),
    model: z.enum(['closed', 'open', 'mixed']),
    connections: figure,
    ratePerS: figure.nullable().default(null),
    rounds: figure,
    roundMs: figure,
    workers: figure.default(1),
    mix: z.object({ share: figure, endpoints: figure }).nullable().default(null),
    tap: z.enum(['none', 'pipe']),
  }),
  summary: z.object({
    count: figure,
    errors: figure,
    errorRate: figure,
    rps: figure,
    minMs: figure,
    meanMs: figure,
    p50Ms: figure,
    p75Ms: figure,
    p90Ms: figure,
    p95Ms: figure,
    p99Ms: figure,
    p999Ms: figure,
    maxMs: figure,
  }),
  rounds: z.array(z.object({ count: figure, rps: figure, p50Ms: figure, p95Ms: figure })),
  /** HdrHistogram V2 compressed base64 of microseconds. */
  histogram: z.string().refine(isHistogram, 'it is no histogram'),
  /** Null where no SQL was recorded; files from before this was kept have none. */
  queries: z.array(keptQuerySchema).nullable().default(null),
});

function isHistogram(text: string): boolean {
  try {
    return decodeFromCompressedBase64(text) !== null;
  } catch {
    return false;
  }
}

export type Baseline = z.infer<typeof baselineSchema>;

export const baselineId = (baseline: Baseline): EndpointId =>
  endpointId({ method: baseline.method as 'GET', path: baseline.path });

export function baselineOf(profile: MeasuredProfile, machine: Machine, commit: string | null): Baseline {
  const { histogram, rounds, statusCodes: _, bodyBytes: __, ...figures } = profile.summary;
  return {
    version: baselineVersion,
    method: profile.endpoint.method,
    path: profile.endpoint.path,
    savedAt: profile.measuredAt,
    commit,
    machine,
    load: profile.load,
    summary: figures,
    rounds,
    histogram,
    queries: keptQueries(profile.sql),
  };
}

/** Keys in the schema's order, numbers to four significant digits: more than that a burst cannot carry. */
export function formatBaseline(baseline: Baseline): string {
  const ordered = baselineSchema.parse(baseline);
  const rounded = {
    ...ordered,
    summary: roundAll(ordered.summary),
    rounds: roundAll(ordered.rounds),
    queries: roundAll(ordered.queries),
  };
  return `${JSON.stringify(rounded, null, 2)}\n`;
}

/** Throws a `UserError` that names the file and what is wrong in it. */
export function parseBaseline(text: string, file: string): Baseline {
  let value: Json;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw unusable(file, `it is not valid JSON (${(error as Error).message})`);
  }
  const version = (value as { version?: unknown } | null)?.version;
  if (typeof version === 'number' && version > baselineVersion) {
    throw new UserError({
      message: `${file} has version ${version}; this Endpoint Profiler reads up to version ${baselineVersion}.`,
      nextStep: 'Update Endpoint Profiler to compare with it. The file was left as it is.',
    });
  }
  const parsed = baselineSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw unusable(file, `${issue.path.join('.') || 'the whole file'}: ${issue.message}`);
}

function unusable(file: string, what: string): UserError {
  return new UserError({
    message: `The baseline ${file} cannot be read: ${what}.`,
    nextStep: 'Restore it from version control, or delete it, profile again and save a new one. It was left as it is.',
  });
}

/** Integers stay as they are: counts are exact. */
function roundAll<T>(value: T): T {
  if (typeof value === 'number') return (Number.isInteger(value) ? value : Number(value.toPrecision(4))) as T;
  if (Array.isArray(value)) return value.map(roundAll) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, roundAll(item)])) as T;
}
