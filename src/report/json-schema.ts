/**
 * The shape of the JSON report, version 1: `schemas/report.generated.json` is made from it. A key that comes to it is no
 * break; one that goes, or means something else, is.
 */

import { z } from 'zod';
import type {
  Calibration,
  ColdStart,
  Comparison,
  Drift,
  Estimate,
  HttpBehaviour,
  LoadDescription,
  Machine,
  PhaseResult,
  Recommendation,
  RequestShape,
  Scaling,
  ServerResources,
  Summary,
  TargetResult,
  Verdict,
} from '../model.ts';
import { querySchema, slowStatement, spread, sqlSchema } from './json-schema-sql.ts';

const ms = z.number();
const count = z.number();
const share = z.number();
const text = z.string();

const estimate: z.ZodType<Estimate> = z.object({ value: z.number(), low: z.number(), high: z.number() });

const machine: z.ZodType<Machine> = z.object({
  ...{ cpu: text, cores: count, memoryBytes: count, os: text, node: text, container: z.boolean().nullable() },
});

const parameter = z.object({
  name: text,
  in: z.enum(['path', 'query', 'header', 'body']),
  required: z.boolean(),
  example: z.json().optional(),
});

const endpoint = z.object({
  method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY', 'ANY']),
  path: text,
  framework: text,
  file: text,
  line: count,
  endLine: count,
  parameters: z.array(parameter),
});

const load: z.ZodType<LoadDescription> = z.object({
  name: text,
  model: z.enum(['closed', 'open', 'mixed']),
  connections: count,
  ratePerS: count.nullable(),
  rounds: count,
  roundMs: ms,
  workers: count,
  mix: z.object({ share, endpoints: count }).nullable(),
  tap: z.enum(['none', 'pipe']),
});

const summary: z.ZodType<Summary> = z.object({
  count,
  errors: count,
  errorRate: share,
  rps: z.number(),
  ...{ minMs: ms, meanMs: ms, p50Ms: ms, p75Ms: ms, p90Ms: ms, p95Ms: ms, p99Ms: ms, p999Ms: ms, maxMs: ms },
  statusCodes: z.record(z.string(), count),
  histogram: text.describe('HdrHistogram V2, compressed, in base64; its unit is the microsecond'),
  rounds: z.array(z.object({ count, rps: z.number(), p50Ms: ms, p95Ms: ms })),
  bodyBytes: z.object({ median: count, max: count }),
});

const cold: z.ZodType<ColdStart> = z.object({
  kind: z.enum(['process', 'route', 'connection']),
  atMs: ms,
  latencyMs: ms,
  factor: z.number(),
  times: count,
  spreadMs: spread.nullable(),
});

const ramp = z.object({ from: z.number(), to: z.number() });

const pace = z.discriminatedUnion('model', [
  z.object({ model: z.literal('closed'), users: ramp, think: z.object({ minMs: ms, maxMs: ms }) }),
  z.object({ model: z.literal('open'), ratePerS: ramp, maxInFlight: count }),
]);

const phase: z.ZodType<PhaseResult> = z.object({
  name: text,
  counted: z.boolean(),
  pace,
  ...{ startMs: ms, endMs: ms },
  ...{ count, errors: count, errorRate: share, rps: z.number() },
  ...{ offeredPerS: z.number().nullable(), unsent: count },
  ...{ p50Ms: ms, p95Ms: ms, p99Ms: ms, maxMs: ms },
});

const scaling: z.ZodType<Scaling> = z.object({
  steps: z.array(
    z.object({
      ...{ users: count, count, errorRate: share, rps: z.number(), factor: z.number() },
      ...{ p50Ms: ms, p95Ms: ms, p99Ms: ms },
    }),
  ),
  kneeUsers: count.nullable(),
  stoppedBy: z.enum(['no-growth', 'max-users', 'errors', 'cancelled']),
  fit: z.object({ lambda: estimate, sigma: estimate, kappa: estimate, peakUsers: count.nullable() }).nullable(),
});

const drift: z.ZodType<Drift> = z.object({
  overMs: ms,
  p50MsPerMinute: estimate.nullable(),
  rssBytesPerMinute: estimate.nullable(),
});

const resources: z.ZodType<ServerResources> = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('sampled'),
    ...{ atMs: z.array(ms), rssBytes: z.array(count), cpuCores: z.array(z.number()) },
    ...{ processes: count, peakRssBytes: count, meanCpuCores: z.number() },
  }),
  z.object({ state: z.literal('not-sampled'), reason: z.enum(['not-launched-here', 'not-readable']) }),
]);

const http: z.ZodType<HttpBehaviour> = z.object({
  httpVersion: z.enum(['1.1', '2']).nullable(),
  cacheControl: text.nullable(),
  etag: text.nullable(),
  lastModified: text.nullable(),
  age: text.nullable(),
  vary: text.nullable(),
  cacheStatus: text.nullable(),
  conditional: z.discriminatedUnion('state', [
    z.object({ state: z.literal('works'), latencyMs: ms }),
    z.object({ state: z.literal('ignored'), status: count }),
    z.object({ state: z.literal('content-changes') }),
    z.object({ state: z.literal('no-validator') }),
    z.object({ state: z.literal('not-tried') }),
  ]),
  firstCallMs: ms,
  laterCallsMs: ms,
  cache: z.object({ hits: count, misses: count }).nullable(),
  encodings: z.array(z.object({ offered: text, encoding: text, bytes: count })),
});

const finding = z.object({
  ...{ rule: text, severity: z.enum(['HIGH', 'MEDIUM', 'LOW']), title: text, why: text, advice: text, impactMs: ms },
  fingerprint: text.optional(),
  node: z.array(count).optional(),
});

const comparisonShape = {
  ratios: z.object({ p50: estimate, p95: estimate, p99: z.number() }),
  decidedBy: z.enum(['p50', 'p95']),
  rounds: z.object({ now: count, baseline: count }),
  noiseShare: share,
  scaled: z.object({ by: z.number(), reason: text }).nullable(),
  baseline: z.object({ savedAt: text, commit: text.nullable(), p50Ms: ms, p95Ms: ms, p99Ms: ms, rps: z.number() }),
} satisfies Record<keyof Comparison, z.ZodType>;

const verdict: z.ZodType<Verdict> = z.discriminatedUnion('state', [
  z.object({ state: z.literal('no-baseline') }),
  z.object({
    state: z.literal('compared'),
    severity: z.enum(['HIGH', 'MEDIUM', 'LOW', 'OK', 'FASTER']),
    ...comparisonShape,
  }),
  z.object({ state: z.literal('inconclusive'), moreRounds: count.nullable(), ...comparisonShape }),
  z.object({ state: z.literal('incomparable'), reason: text }),
]);

const target: z.ZodType<TargetResult> = z.object({
  target: z.enum(['p50Ms', 'p95Ms', 'p99Ms', 'errorRate', 'rps']),
  limit: z.number(),
  actual: z.number(),
  met: z.boolean(),
  selector: text.nullable(),
});

const calibration: z.ZodType<Calibration> = z.object({ workMs: ms, spreadShare: share, times: count });

const requestShape: z.ZodType<RequestShape> = z.object({
  method: text,
  query: z.array(text),
  headers: z.array(text),
  contentType: text.nullable(),
  bodyBytesUpTo: count.nullable(),
});

const lists = {
  cold: z.array(cold),
  phases: z.array(phase),
  queries: z.array(querySchema(finding)),
  findings: z.array(finding),
  targets: z.array(target),
  warnings: z.array(z.object({ kind: text })),
};

const measured = z.object({
  endpoint,
  state: z.literal('measured'),
  request: z.object({ method: text, url: text }),
  ...{ requestShape, handlerHash: text.nullable(), serverRuntime: text.nullable(), measuredAt: text, load },
  ...{ generatorUtilisation: share, summary, ...lists },
  ...{ scaling: scaling.nullable(), drift: drift.nullable(), resources, http: http.nullable(), sql: sqlSchema },
  ...{ slowestStatements: z.array(slowStatement).nullable(), verdict, calibration: calibration.nullable() },
});

/** The same keys, so that a reader need not ask for the state; what was not measured is null. */
const nothing = {
  ...{ requestShape: z.null(), handlerHash: z.null(), serverRuntime: z.null(), load: z.null() },
  ...{ generatorUtilisation: z.null(), summary: z.null(), ...lists, scaling: z.null(), drift: z.null() },
  ...{ resources: z.null(), http: z.null(), sql: z.null(), slowestStatements: z.null(), verdict: z.null() },
  calibration: z.null(),
};

const recommendation = z.object({
  ...{ kind: text, priority: z.enum(['HIGH', 'MEDIUM', 'LOW']), title: text, advice: text, code: text.nullable() },
  evidence: z.array(z.object({ endpoint: text.nullable(), figure: text })),
  savesMs: ms.nullable(),
} satisfies Record<keyof Recommendation, z.ZodType>);

const problem = z.object({ message: text, nextStep: text, detail: text.optional(), offer: text.optional() });

export const reportSchema = z.object({
  version: z.literal(1),
  title: text,
  writtenAt: text.describe('ISO 8601'),
  machine,
  commit: text.nullable(),
  profiles: z.array(
    z.discriminatedUnion('state', [
      measured,
      z.object({ endpoint, state: z.literal('needs-sample'), ...nothing, missing: z.array(parameter) }),
      z.object({
        ...{ endpoint, state: z.literal('needs-consent'), ...nothing },
        ...{ reason: z.enum(['changes-data', 'other-host']), method: text, url: text },
      }),
      z.object({ endpoint, state: z.literal('cancelled'), ...nothing }),
      z.object({ endpoint, state: z.literal('failed'), ...nothing, problem }),
    ]),
  ),
  recommendations: z.array(recommendation),
});
