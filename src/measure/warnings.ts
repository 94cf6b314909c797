/** What a person has to know before believing a burst's figures. */

import type { ProfileWarning, Recording, Summary } from '../model.ts';
import { arrivalsOf, ownLagMs } from './arrivals.ts';
import { failureWords, firstErrorWords, statusWords } from './failure-words.ts';
import { hiddenStall } from './hidden-stall.ts';
import { ownStandstill } from './standstills.ts';
import { roundMs } from './statistics.ts';
import { rowsOfKind } from './steady.ts';

/**
 * A percentile rests on the requests beyond it. With 10 of them their number varies by about a third from run to run
 * (√10 ≈ 3.2), which still places the percentile; with fewer it is a single slow request's latency.
 */
const fewestBeyond = 10;
/** Higher ones are shown, but nothing is concluded from them. */
const percentiles = [
  { percentile: 'p95', oneIn: 20 },
  { percentile: 'p99', oneIn: 100 },
] as const;

/** From here on the generator's own queue is part of the latencies. */
const saturatedUtilisation = 0.9;
/** Of an open load: less is what stands in the queue at the end of a phase by chance. */
const smallestUnsentShare = 0.01;
/** Lateness of the generator itself: less than this, or than a tenth of the percentile that it is part of, changes none. */
const smallestLagMs = 1;
const smallestLagShare = 0.1;
/** When the generator stood still for a smaller share of the time, percentiles up to the 99th hardly changed. */
const smallestStandstillShare = 0.01;

/**
 * Of one target of a mix give the mix's recording too, as `whole`: how the load went can only be told from all of it.
 */
export function warningsOf(recording: Recording, summary: Summary, whole = recording): ProfileWarning[] {
  return [
    ...errors(recording, summary),
    ...redirected(recording, summary),
    ...fewSamples(summary),
    ...saturated(whole),
    ...rateNotReached(whole),
    ...generatorLate(whole, summary),
    ...generatorHeldUp(whole),
    ...stallHidden(whole, summary),
    ...resent(whole),
    ...partial(whole),
  ];
}

function errors(recording: Recording, summary: Summary): ProfileWarning[] {
  const first = firstErrorWords(recording, rowsOfKind(recording, 'round'));
  return first === null ? [] : [{ kind: 'errors', count: summary.errors, share: summary.errorRate, first }];
}

/** https://www.rfc-editor.org/rfc/rfc9110#section-15.4 */
const redirects = ['301', '302', '303', '307', '308'];

function redirected({ firstHead }: Recording, { statusCodes, count }: Summary): ProfileWarning[] {
  const answers = redirects.reduce((sum, status) => sum + (statusCodes[status] ?? 0), 0);
  if (answers === 0) return [];
  // A query may hold what is nobody's business, such as a token.
  const to = firstHead?.headers.location?.split(/[?#]/)[0] ?? null;
  return [{ kind: 'redirected', count: answers, share: answers / count, to }];
}

/** Only the lowest percentile that rests on too few: those above it rest on fewer still. */
function fewSamples(summary: Summary): ProfileWarning[] {
  const count = Object.values(summary.statusCodes).reduce((sum, answers) => sum + answers, 0);
  const lowest = percentiles.find(({ oneIn }) => count < fewestBeyond * oneIn);
  return lowest ? [{ kind: 'few-samples', percentile: lowest.percentile, count }] : [];
}

function saturated({ generatorUtilisation }: Recording): ProfileWarning[] {
  const isSaturated = generatorUtilisation > saturatedUtilisation;
  return isSaturated ? [{ kind: 'generator-saturated', utilisation: generatorUtilisation }] : [];
}

const resent = ({ resent: count }: Recording): ProfileWarning[] => (count > 0 ? [{ kind: 'resent', count }] : []);

function rateNotReached(recording: Recording): ProfileWarning[] {
  const arrivals = arrivalsOf(recording);
  if (arrivals === null || arrivals.unsentShare < smallestUnsentShare) return [];
  const { offeredPerS, reachedPerS, unsent } = arrivals;
  return [{ kind: 'rate-not-reached', offeredPerS: roundMs(offeredPerS), reachedPerS: roundMs(reachedPerS), unsent }];
}

function generatorLate(recording: Recording, { p99Ms }: Summary): ProfileWarning[] {
  const lagMs = ownLagMs(recording);
  const isLate = lagMs > Math.max(smallestLagMs, smallestLagShare * p99Ms);
  return isLate ? [{ kind: 'generator-late', p99LagMs: roundMs(lagMs) }] : [];
}

function generatorHeldUp(recording: Recording): ProfileWarning[] {
  const { longestMs, totalMs, share } = ownStandstill(recording);
  if (share < smallestStandstillShare) return [];
  return [{ kind: 'generator-held-up', longestMs: roundMs(longestMs), totalMs: roundMs(totalMs) }];
}

function stallHidden(recording: Recording, { p50Ms }: Summary): ProfileWarning[] {
  const stall = hiddenStall(recording, p50Ms);
  return stall ? [{ kind: 'stall-hidden', longestMs: roundMs(stall.longestMs), missed: stall.missed }] : [];
}

function partial(recording: Recording): ProfileWarning[] {
  const { ended, samples } = recording;
  if (ended === 'completed') return [];
  const suffered = mostSuffered(recording);
  return [
    {
      kind: 'partial',
      reason: ended,
      detail: `ended after ${samples.count.toLocaleString('en')} requests${suffered === null ? '' : `, mostly ${suffered}`}`,
    },
  ];
}

/** What ended a burst that met too many errors; null for one that ended otherwise. */
function mostSuffered({ ended, samples, failures }: Recording): string | null {
  if (ended !== 'too-many-failures' && ended !== 'too-many-errors') return null;
  const failure = failures.toSorted((a, b) => b.count - a.count)[0];
  if (ended === 'too-many-failures') return failure ? failureWords(failure) : null;
  const statuses = new Map<number, number>();
  for (let row = 0; row < samples.count; row++) {
    const status = samples.status[row]!;
    if (samples.failed[row] === 0 && status >= 400) statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  const [status, count] = [...statuses].toSorted((a, b) => b[1] - a[1])[0] ?? [0, 0];
  if (failure && failure.count > count) return failureWords(failure);
  return count > 0 ? statusWords(status) : null;
}
