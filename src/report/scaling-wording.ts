/** What a sweep says, in words. */

import type { Estimate, Scaling, ScalingFit } from '../model.ts';
import { formatCount, formatRate, formatRatio, formatShare, plural } from './format.ts';

/** The answer to how far it scales, in one sentence. */
export function kneeWords({ steps, kneeUsers, stoppedBy }: Scaling): string {
  const last = steps.at(-1);
  if (!last) return 'No step of the sweep was measured.';
  const knee = steps.find(({ users }) => users === kneeUsers);
  if (knee) {
    return `Beyond ${plural(knee.users, 'user')} more of them bring next to nothing: ${formatRate(knee.rps)} there, ${formatRatio(knee.factor)} the first step’s.`;
  }
  const users = plural(last.users, 'user');
  switch (stoppedBy) {
    case 'max-users':
      return `Throughput still grew at the bound of ${users}: ${formatRate(last.rps)}, ${formatRatio(last.factor)} the first step’s.`;
    case 'errors':
      return `The sweep stopped at ${users}, because too many requests failed there.`;
    case 'cancelled':
      return `The sweep was cancelled at ${users}.`;
    case 'no-growth':
      return `Throughput did not grow up to ${users}.`;
    default:
      return stoppedBy satisfies never;
  }
}

export interface FitWords {
  symbol: string;
  text: string;
}

/** How many times the other end of its interval one user’s throughput may be, for the law to tell anything. */
const mostSpread = 3;

/** λ, σ and κ of the Universal Scalability Law, each with its 95 % interval. */
export function fitWords({ lambda, sigma, kappa, peakUsers }: ScalingFit): FitWords[] {
  if (lambda.high > mostSpread * lambda.low) {
    const text = `The steps vary too much to tell: by the law one user alone would get anything from ${formatCount(lambda.low)} to ${formatRate(lambda.high)}. Longer steps tell more.`;
    return [{ symbol: '', text }];
  }
  return [
    {
      symbol: 'λ',
      text: `One user alone gets about ${formatRate(lambda.value)} (${formatCount(lambda.low)}–${formatCount(lambda.high)}).`,
    },
    { symbol: 'σ', text: waitingWords(sigma) },
    {
      symbol: 'κ',
      text: isSeen(kappa)
        ? `Each user slows every other one by about ${percent(kappa.value)} %, because they must agree (${percents(kappa)}).`
        : `Users were not seen to slow each other by having to agree (at most ${percent(kappa.high)} % a pair).`,
    },
    {
      symbol: '',
      text:
        peakUsers === null || !isSeen(kappa)
          ? 'How far more users would bring more cannot be told from these steps.'
          : `The fitted curve is highest at about ${plural(Math.round(peakUsers), 'user')}.`,
    },
  ];
}

function waitingWords(sigma: Estimate): string {
  if (isSeen(sigma)) return `About ${formatShare(sigma.value)} of the work waits for its turn (${percents(sigma)}).`;
  // More than all of the work cannot wait.
  return sigma.high < 1
    ? `No work that waits for its turn was seen (at most ${percent(sigma.high)} %).`
    : 'How much of the work waits for its turn cannot be told from these steps.';
}

const isSeen = ({ low }: Estimate): boolean => low > 0;

const percent = (share: number): number => Number((Math.max(0, share) * 100).toPrecision(2));
const percents = ({ low, high }: Estimate): string => `${percent(low)}–${percent(high)} %`;

/** Throughput that the fitted law gives for a number of users. */
export const fittedRps = ({ lambda, sigma, kappa }: ScalingFit, users: number): number =>
  (lambda.value * users) / (1 + sigma.value * (users - 1) + kappa.value * users * (users - 1));
