/** The results as programs read them: version 1 of the contract. Durations `…Ms`, sizes `…Bytes`, plain ratios. */

import type { Endpoint, Machine, Profile, ScanResult } from '../model.ts';
import type { MissedTarget } from './table.ts';

export function scanJson(root: string, { endpoints, unresolved, warnings }: ScanResult): string {
  return format({ version: 1, root, endpoints: endpoints.map(endpointJson), unresolved, warnings });
}

export function profilesJson(
  profiles: Profile[],
  missed: ReadonlyMap<Profile, MissedTarget[]>,
  machine: Machine,
): string {
  const withTargets = (profile: Profile) => ({ ...profileJson(profile), missedTargets: missed.get(profile) ?? [] });
  return format({ version: 1, machine, profiles: profiles.map(withTargets) });
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
    return { endpoint, state, summary: null, cold: [], queries: [], findings: [], verdict: null, warnings: [], ...why };
  }
  const { request, measuredAt, load, summary, cold, sql, findings, verdict, warnings } = profile;
  const queries = sql.state === 'recorded' ? sql.queries : [];
  return { endpoint, state, request, measuredAt, load, summary, cold, queries, findings, verdict, warnings };
}

const format = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;
