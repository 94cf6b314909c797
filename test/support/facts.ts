/** Profiles with one fact each, for the rules that judge them. */

import type { Finding, HttpBehaviour, MeasuredProfile, QueryProfile, Severity } from '../../src/model.ts';
import { plainAnswers } from './load-profiles.ts';
import { anEndpoint, measuredLike, recorded } from './profiles.ts';
import { customersById } from './queries.ts';

/** An endpoint about which there is nothing to say: 4.6 ms, of which 0.5 are spent in the database. */
export const faultless = (overrides: Partial<MeasuredProfile> = {}): MeasuredProfile =>
  measuredLike({ medianMs: 4.6, spread: 0.3, count: 3_400 }, null, {
    cold: [],
    http: plainAnswers,
    sql: withQueries([query()]),
    ...overrides,
  });

export const at = (path: string, method: MeasuredProfile['endpoint']['method'] = 'GET') => ({
  endpoint: anEndpoint({ path, method }),
});

/** Asked once a request, by an index. */
export const query = (overrides: Partial<QueryProfile> = {}): QueryProfile => ({
  ...customersById,
  callsPerRequest: { min: 1, median: 1, max: 1 },
  msPerCall: { min: 0.4, median: 0.5, max: 0.7 },
  msPerRequest: 0.5,
  duplicateCallsPerRequest: 0,
  ...overrides,
});

/** One request alone takes `probeMs`. */
export function withQueries(queries: QueryProfile[], probeMs = 4): MeasuredProfile['sql'] {
  const databaseMs = queries.reduce((sum, { msPerRequest }) => sum + msPerRequest, 0);
  return {
    ...recorded(queries),
    waterfall: { probeMs, databaseMs, statements: [], leftOut: 0 },
  } as MeasuredProfile['sql'];
}

export const found = (rule: string, severity: Severity = 'MEDIUM', overrides: Partial<Finding> = {}): Finding => ({
  rule,
  severity,
  title: `Title of ${rule}`,
  why: `Why of ${rule}.`,
  advice: `Advice of ${rule}.`,
  impactMs: 0,
  ...overrides,
});

export const http = (overrides: Partial<HttpBehaviour>): { http: HttpBehaviour } => ({
  http: { ...plainAnswers, ...overrides },
});

export const cores = (meanCpuCores: number): Pick<MeasuredProfile, 'resources'> => ({
  resources: {
    ...{ state: 'sampled', atMs: [0, 100], rssBytes: [1e8, 1e8], cpuCores: [meanCpuCores, meanCpuCores] },
    ...{ processes: 1, peakRssBytes: 1e8, meanCpuCores },
  },
});
