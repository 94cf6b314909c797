/** The short texts above a route, in the tree and in the status bar. */

import {
  comparisonOf,
  type Endpoint,
  type EndpointId,
  endpointId,
  isPartial,
  isPlanRegression,
  isRegression,
  type ProfileProgress,
  type UnresolvedEndpoint,
  type Verdict,
} from '../model.ts';
import { explainEndpoint, explainUnresolved } from '../report/explain.ts';
import { formatMs, formatRatio, formatRatioSpan, formatShare } from '../report/format.ts';
import { type CompletionId, completionId } from '../report/scan-groups.ts';
import { progressWords, resultWords, unresolvedName, verdictWords } from '../report/wording.ts';
import { type CommandId, commands } from './ids.ts';
import type { Result } from './result-store.ts';

export interface Lens {
  title: string;
  tooltip: string;
  command: CommandId;
  /** Null: the command acts on the run under way. */
  id: EndpointId | CompletionId | CodePlace | null;
}

/** For a command about one of the endpoints that are declared there. */
export interface CodePlace {
  kind: 'place';
  file: string;
  line: number;
}

/** More lenses than this above one line would push the others out of sight: a base class may serve a hundred paths. */
export const maxLensesALine = 3;

export const crowdLens = (endpoints: readonly Endpoint[], { file, line }: Endpoint): Lens => ({
  title: `$(play) Profile one of ${endpoints.length} endpoints…`,
  tooltip: endpoints.slice(0, shownInTooltip).map(endpointId).join('\n'),
  command: commands.profileEndpoint,
  id: { kind: 'place', file, line },
});

const shownInTooltip = 20;

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
    tooltip: `Run a short burst against ${explainEndpoint(endpoint)}`,
    command: commands.profileEndpoint,
    id,
  };
  if (!result) return [profile];
  const shown: Lens = {
    title: resultText(result),
    tooltip: `Open the result of ${id}`,
    command: commands.openEndpoint,
    id,
  };
  return isToAccept(result) ? [profile, shown, acceptLens(id)] : [profile, shown];
}

const acceptLens = (id: EndpointId): Lens => ({
  title: '$(check) Accept as baseline',
  tooltip: `Save this result of ${id} as its new baseline`,
  command: commands.acceptBaseline,
  id,
});

/** `count`: of those that are declared there and that one answer completes. */
export const unresolvedLens = (open: UnresolvedEndpoint, count: number): Lens => ({
  title: `$(question) ${unresolvedName(open)}${count > 1 ? ` and ${count - 1} more` : ''} · complete the path`,
  tooltip: explainUnresolved(open),
  command: commands.completePath,
  id: completionId(open),
});

/** `p95 9.8 ms · MEDIUM 1.63×`. */
export function resultText(result: Result): string {
  return result.stale ? `${freshText(result)} (changed since)` : freshText(result);
}

function freshText({ profile, isBaseline }: Result): string {
  const { short, long } = resultWords(profile, isBaseline);
  if (profile.state !== 'measured') return short;
  const { p95Ms, errorRate } = profile.summary;
  const verdict = isBaseline ? long : verdictText(profile.verdict);
  const errors = errorRate > 0 ? `${formatShare(errorRate)} errors` : null;
  const partial = isPartial(profile) ? 'measured in part' : null;
  return [`p95 ${formatMs(p95Ms)}`, verdict, errors, partial].filter(Boolean).join(' · ');
}

/** `MEDIUM p50 1.63×`, `inconclusive · p50 0.90–1.4×`. A p95 needs no name beside the p95. */
export function verdictText(verdict: Verdict): string {
  const { short } = verdictWords(verdict);
  const comparison = comparisonOf(verdict);
  if (!comparison) return short;
  const { ratios, decidedBy } = comparison;
  const { value, low, high } = ratios[decidedBy];
  const of = decidedBy === 'p95' ? '' : `${decidedBy} `;
  return verdict.state === 'inconclusive'
    ? `${short} · ${of}${formatRatioSpan(low, high)}`
    : `${short} ${of}${formatRatio(value)}`;
}

/** It is slower for certain, or a plan is worse for certain: of the code as it stands, and not yet agreed to. */
export const isToAccept = ({ profile, stale, isBaseline }: Result): boolean =>
  profile.state === 'measured' &&
  !(stale || isBaseline || isPartial(profile)) &&
  (isRegression(profile.verdict) || profile.findings.some(isPlanRegression));

/** `2 of 12 · GET /users/{id} · Round 3 of 6`. */
export function runText(endpoint: Endpoint, progress: ProfileProgress | null, endpoints: readonly Endpoint[]): string {
  const id = endpointId(endpoint);
  const position = endpoints.findIndex((one) => endpointId(one) === id) + 1;
  const count = endpoints.length > 1 ? `${position} of ${endpoints.length}` : null;
  return [count, id, progress && progressWords(progress)].filter(Boolean).join(' · ');
}
