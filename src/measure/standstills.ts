/** How long the generator itself stood still. */

import type { Recording, Standstill } from '../model.ts';
import { totalMs } from './phase-lengths.ts';

/** Between two times on the recording's clock. */
export const standstillMs = (standstills: Standstill[], fromMs: number, toMs: number): number =>
  standstills.reduce((sum, one) => sum + Math.max(0, Math.min(one.toMs, toMs) - Math.max(one.fromMs, fromMs)), 0);

/** In the counted closed phases: how long in all, the longest one, and which share of the phases' time that is. */
export function ownStandstill({ phases, standstills }: Recording): {
  longestMs: number;
  totalMs: number;
  share: number;
} {
  const closed = phases.filter(({ kind, pace }) => kind === 'round' && pace.model === 'closed');
  const within = (one: Standstill) =>
    closed.reduce((sum, { startMs, endMs }) => sum + standstillMs([one], startMs, endMs), 0);
  const eachMs = standstills.map(within);
  const stoodMs = eachMs.reduce((sum, ms) => sum + ms, 0);
  const closedMs = totalMs(closed);
  return { longestMs: Math.max(0, ...eachMs), totalMs: stoodMs, share: closedMs > 0 ? stoodMs / closedMs : 0 };
}
