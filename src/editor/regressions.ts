/** What is said in the Problems view of an endpoint that is slower than its baseline. */

import { comparisonOf, type Endpoint, endpointId, isPlanRegression, isRegression, type Verdict } from '../model.ts';
import { formatRatioSpan } from '../report/format.ts';
import { baselineWords, verdictWords } from '../report/wording.ts';
import { isToAccept } from './lens.ts';
import type { Result } from './result-store.ts';

export interface Regression {
  endpoint: Endpoint;
  message: string;
}

/** `code` of the entry, by which the quick fixes know it. */
export const regressionCode = 'slower-than-baseline';

/** Of those that are slower for certain, with the code as it stands. */
export function regressionsIn(
  endpoints: readonly Endpoint[],
  results: { get(id: ReturnType<typeof endpointId>): Result | undefined },
): Regression[] {
  return endpoints.flatMap((endpoint) => {
    const result = results.get(endpointId(endpoint));
    return result && isToAccept(result) ? [{ endpoint, message: messageOf(endpoint, result) }] : [];
  });
}

/** `GET /users: MEDIUM · p95 1.63× slower (1.5–1.8×) against the baseline of 18 Nov 2025. …`. */
function messageOf(endpoint: Endpoint, { profile }: Result): string {
  if (profile.state !== 'measured') return '';
  const { verdict, findings } = profile;
  const reason = findings.find(isPlanRegression) ?? findings[0];
  const sentences = [isRegression(verdict) && changeWords(verdict), reason && `${reason.title}. ${reason.advice}`];
  return `${endpointId(endpoint)}: ${sentences.filter(Boolean).join(' ')}`;
}

function changeWords(verdict: Verdict): string {
  const { ratios, decidedBy } = comparisonOf(verdict)!;
  const { low, high } = ratios[decidedBy];
  return `${verdictWords(verdict).long} (${formatRatioSpan(low, high)}) ${baselineWords(verdict)}.`;
}
