/** What a comparison with the baseline says, to the last figure. */

import { type Comparison, comparisonOf, type Estimate, type Verdict } from '../model.ts';
import { formatRatio, formatShare, plural } from './format.ts';
import { verdictWords } from './wording.ts';

/** `1.63× (1.55 to 1.71)`. */
export const intervalWords = ({ value, low, high }: Estimate): string =>
  `${formatRatio(value)} (${low.toFixed(2)} to ${high.toFixed(2)})`;

/** `HIGH, p95 2.40× (2.28 to 2.52)`; without figures where nothing was compared. */
export function verdictWithInterval(verdict: Verdict): string {
  const comparison = comparisonOf(verdict);
  const { short } = verdictWords(verdict);
  if (!comparison) return short;
  const { decidedBy, ratios } = comparison;
  return `${short}, ${decidedBy} ${intervalWords(ratios[decidedBy])}`;
}

/** One sentence each; none where nothing was compared. */
export function comparisonLines(verdict: Verdict): string[] {
  const comparison = comparisonOf(verdict);
  if (!comparison) return [];
  const { scaled } = comparison;
  return [
    ratioWords(comparison),
    ...(scaled ? [`The baseline’s figures were multiplied by ${scaled.by.toFixed(2)}: ${scaled.reason}.`] : []),
    ...(verdict.state === 'inconclusive' ? [moreRoundsWords(verdict.moreRounds)] : []),
  ];
}

/** `Of the baseline, each bound with 95 % confidence: p50 1.02× (0.98 to 1.06) …; from 6 rounds against 6, with noise of 5 %.` */
function ratioWords({ ratios, rounds, noiseShare }: Comparison): string {
  const figures = `p50 ${intervalWords(ratios.p50)}, p95 ${intervalWords(ratios.p95)}`;
  const from = `from ${plural(rounds.now, 'round')} against ${rounds.baseline}`;
  return `Of the baseline, each bound with 95 % confidence: ${figures}; ${from}, with noise of ${formatShare(noiseShare)}.`;
}

export const moreRoundsWords = (rounds: number | null): string =>
  rounds === null
    ? 'No number of rounds that anybody would wait for would tell.'
    : `About ${plural(rounds, 'more round')} would tell.`;
