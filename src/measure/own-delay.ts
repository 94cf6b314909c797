/** How much of the slowest requests' latency is the load generator's own. */

import type { Recording } from '../model.ts';
import { ownLagMs } from './arrivals.ts';
import { ownStandstill } from './standstills.ts';

/** A standstill of the generator for a smaller share of the time is met by fewer than the slowest hundredth. */
const smallestShare = 0.01;

/** What the slowest hundredth of the requests may have waited for the generator. */
export function ownDelayMs(recording: Recording): number {
  const { longestMs, share } = ownStandstill(recording);
  return Math.max(ownLagMs(recording), share < smallestShare ? 0 : longestMs);
}
