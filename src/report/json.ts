/** The results as programs read them: version 1 of the contract. Durations `…Ms`, sizes `…Bytes`, plain ratios. */

import type {
  Endpoint,
  Finding,
  Profile,
  QueryProfile,
  ReportedRun,
  ScanResult,
  ServerResources,
  SqlOutcome,
} from '../model.ts';
import { recommendationsOf } from './recommendations/index.ts';

export function scanJson(root: string, { endpoints, unresolved, warnings }: ScanResult): string {
  return format({ version: 1, root, endpoints: endpoints.map(endpointJson), unresolved, warnings });
}

export function profilesJson({ title, writtenAt, machine, commit, profiles }: ReportedRun): string {
  return format({
    version: 1,
    title,
    writtenAt,
    machine,
    commit,
    profiles: profiles.map(profileJson),
    recommendations: recommendationsOf(profiles),
  });
}

/** How its path came about is for people: `scan --why`. */
function endpointJson({ why: _, ...endpoint }: Endpoint): Omit<Endpoint, 'why'> {
  return endpoint;
}

/** Every key is there in every state, so that a reader need not ask which one it is. */
function profileJson(profile: Profile) {
  const { state } = profile;
  const endpoint = endpointJson(profile.endpoint);
  if (profile.state !== 'measured') {
    const { endpoint: _, state: __, ...why } = profile;
    return { endpoint, state, ...nothingMeasured, ...why };
  }
  // What only draws the figures stays out.
  const { timeline: _, distribution: __, sql, resources, ...measured } = profile;
  return { ...measured, endpoint, resources: thinned(resources), ...sqlJson(sql, measured.findings) };
}

/** Each statement comes with what was found about it; `sql` is what there is to say of all of them. */
function sqlJson(sql: SqlOutcome, findings: Finding[]) {
  if (sql.state === 'not-recorded') return { queries: [], sql };
  const { queries, ...rest } = sql;
  const foundAbout = (query: QueryProfile) => findings.filter(({ fingerprint }) => fingerprint === query.fingerprint);
  return { queries: queries.map((query) => ({ ...query, findings: foundAbout(query) })), sql: rest };
}

const nothingMeasured = {
  requestShape: null,
  handlerHash: null,
  serverRuntime: null,
  load: null,
  generatorUtilisation: null,
  summary: null,
  cold: [],
  phases: [],
  scaling: null,
  drift: null,
  resources: null,
  http: null,
  queries: [],
  sql: null,
  slowestStatements: null,
  findings: [],
  verdict: null,
  targets: [],
  calibration: null,
  warnings: [],
};

const mostResourceRows = 200;

/** A long run's rows, evenly picked; its peak and its mean are those of all. */
function thinned(resources: ServerResources): ServerResources {
  if (resources.state !== 'sampled') return resources;
  const step = Math.max(1, resources.atMs.length / mostResourceRows);
  const pick = (column: number[]) =>
    Array.from({ length: Math.ceil(column.length / step) }, (_, row) => column[Math.floor(row * step)]!);
  const { atMs, rssBytes, cpuCores, ...whole } = resources;
  return { ...whole, atMs: pick(atMs), rssBytes: pick(rssBytes), cpuCores: pick(cpuCores) };
}

const format = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;
