/** What a person has to know before believing a burst's figures. */

import type { ProfileWarning, Recording, Summary } from '../model.ts';
import { failureWords, firstErrorWords } from './failure-words.ts';
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

export function warningsOf(recording: Recording, summary: Summary): ProfileWarning[] {
  return [
    ...errors(recording, summary),
    ...fewSamples(summary),
    ...saturated(recording),
    ...resent(recording),
    ...partial(recording),
  ];
}

function errors(recording: Recording, summary: Summary): ProfileWarning[] {
  const first = firstErrorWords(recording, rowsOfKind(recording, 'round'));
  return first === null ? [] : [{ kind: 'errors', count: summary.errors, share: summary.errorRate, first }];
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

function partial({ ended, samples, failures }: Recording): ProfileWarning[] {
  if (ended === 'completed') return [];
  const last = failures.toSorted((a, b) => b.count - a.count)[0];
  const suffered = ended === 'too-many-failures' && last ? `, mostly ${failureWords(last)}` : '';
  return [{ kind: 'partial', reason: ended, detail: `ended after ${samples.count} requests${suffered}` }];
}
