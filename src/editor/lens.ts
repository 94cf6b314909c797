/** The short texts above a route, in the tree and in the status bar. */

import {
  type Endpoint,
  type EndpointId,
  endpointId,
  type Profile,
  type ProfileProgress,
  type Verdict,
} from '../model.ts';
import { formatMs, formatRatio, formatShare } from '../report/format.ts';
import { type CommandId, commands } from './ids.ts';
import type { Result } from './result-store.ts';

export interface Lens {
  title: string;
  tooltip: string;
  command: CommandId;
  /** Null: the command acts on the run under way. */
  id: EndpointId | null;
}

/** `shared`: another route is declared on the same line, so that the lens must say which it means. */
export function lensesOf(endpoint: Endpoint, result: Result | undefined, running: boolean, shared: boolean): Lens[] {
  const id = endpointId(endpoint);
  if (running) {
    return [
      {
        title: '$(loading~spin) Profiling… Cancel',
        tooltip: `Cancel profiling ${id}`,
        command: commands.cancel,
        id: null,
      },
    ];
  }
  const profile: Lens = {
    title: `$(play) Profile ${shared ? id : 'endpoint'}`,
    tooltip: `Run a short burst against ${id}`,
    command: commands.profileEndpoint,
    id,
  };
  if (!result) return [profile];
  return [
    profile,
    { title: resultText(result), tooltip: `Open the result of ${id}`, command: commands.openEndpoint, id },
  ];
}

/** `p95 9.8 ms · MEDIUM 1.63×`. */
export function resultText({ profile, stale }: Result): string {
  return stale ? `${profileText(profile)} (changed since)` : profileText(profile);
}

function profileText(profile: Profile): string {
  switch (profile.state) {
    case 'measured': {
      const { p95Ms, errorRate } = profile.summary;
      const errors = errorRate > 0 ? `${formatShare(errorRate)} errors` : null;
      return [`p95 ${formatMs(p95Ms)}`, verdictText(profile.verdict), errors].filter(Boolean).join(' · ');
    }
    case 'needs-sample':
      return 'needs a sample value';
    case 'needs-consent':
      return 'waits for consent';
    case 'cancelled':
      return 'cancelled';
    case 'failed':
      return 'could not be measured';
    default:
      return profile satisfies never;
  }
}

/** Null where there is nothing to compare with. */
export function verdictText(verdict: Verdict): string | null {
  return verdict.state === 'compared' ? `${verdict.severity} ${formatRatio(verdict.ratios.p95)}` : null;
}

/** `GET /users/{id} · round 3 of 6`. */
export function runText(endpoint: Endpoint, progress: ProfileProgress | null): string {
  return progress ? `${endpointId(endpoint)} · ${stepText(progress)}` : endpointId(endpoint);
}

function stepText(progress: ProfileProgress): string {
  if (progress.stage !== 'burst') return progress.message;
  const { phase, index, of } = progress.burst;
  return of > 1 ? `${phase} ${index} of ${of}` : phase;
}
