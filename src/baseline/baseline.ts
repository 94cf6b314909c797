/** What a baseline file holds. A change of its shape is a new version; the older ones are still read, see text.ts. */

import { decodeFromCompressedBase64 } from 'hdr-histogram-js';
import { z } from 'zod';
import type { Machine, MeasuredProfile, Method } from '../model.ts';
import { keptQueries, keptQuerySchema } from './plans.ts';

export const baselineVersion = 2;

const figure = z.number().nonnegative();

export const baselineSchema = z.strictObject({
  version: z.literal(baselineVersion),
  method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY', 'ANY'] satisfies Method[]),
  path: z.string().startsWith('/'),
  savedAt: z.iso.datetime().describe('When it was measured'),
  commit: z.string().nullable().describe('Short hash of what was checked out'),
  handlerHash: z.string().nullable().describe("Of the handler's text, without comments and white space"),
  request: z
    .strictObject({
      method: z.string(),
      query: z.array(z.string()),
      headers: z.array(z.string()),
      contentType: z.string().nullable(),
      bodyBytesUpTo: figure.nullable(),
    })
    .nullable()
    .describe('What was sent: names and sizes, no values'),
  machine: z.strictObject({
    cpu: z.string(),
    cores: figure,
    memoryBytes: figure,
    os: z.string(),
    container: z.boolean().nullable(),
    node: z.string(),
  }),
  serverRuntime: z.string().nullable().describe('What runs the API, where its processes tell'),
  calibration: z
    .strictObject({ workMs: figure, spreadShare: figure, times: figure })
    .nullable()
    .describe('How fast the machine was: a fixed piece of work, timed between the rounds'),
  load: z.strictObject({
    name: z.string(),
    model: z.enum(['closed', 'open', 'mixed']),
    connections: figure,
    ratePerS: figure.nullable(),
    rounds: figure,
    roundMs: figure,
    workers: figure,
    mix: z.strictObject({ share: figure, endpoints: figure }).nullable(),
    tap: z.enum(['none', 'pipe']),
  }),
  targets: z
    .array(
      z.strictObject({
        target: z.enum(['p50Ms', 'p95Ms', 'p99Ms', 'errorRate', 'rps']),
        limit: figure,
        selector: z.string().nullable(),
      }),
    )
    .describe('As they were when it was measured'),
  summary: z.strictObject({
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
  rounds: z.array(z.strictObject({ count: figure, rps: figure, p50Ms: figure, p95Ms: figure })),
  bodyBytes: figure.nullable().describe("Median of the answers' bodies"),
  histogram: z
    .string()
    .refine(isHistogram, 'it is no histogram')
    .describe('HdrHistogram V2, compressed, in base64, of microseconds'),
  queries: z.array(keptQuerySchema).nullable().describe('The statements, without any value; null: no SQL was recorded'),
});

export type Baseline = z.infer<typeof baselineSchema>;

export function baselineOf(profile: MeasuredProfile, machine: Machine, commit: string | null): Baseline {
  const { histogram, rounds, statusCodes: _, bodyBytes, ...figures } = profile.summary;
  return {
    version: baselineVersion,
    method: profile.endpoint.method,
    path: profile.endpoint.path,
    savedAt: profile.measuredAt,
    commit,
    handlerHash: profile.handlerHash,
    request: profile.requestShape,
    machine,
    serverRuntime: profile.serverRuntime,
    calibration: profile.calibration,
    load: profile.load,
    targets: profile.targets.map(({ target, limit, selector }) => ({ target, limit, selector })),
    summary: figures,
    rounds,
    bodyBytes: bodyBytes.median,
    histogram,
    queries: keptQueries(profile.sql),
  };
}

function isHistogram(text: string): boolean {
  try {
    return decodeFromCompressedBase64(text) !== null;
  } catch {
    return false;
  }
}
