/** What it takes to make one recording of several. */

import type { Failure, Phase, Recording, ResponseHead, Standstill } from './bursts.ts';

/** As a clock tells it that was started `byMs` before the recording's. The samples, which are many, are the caller's. */
export const shifted = (
  { phases, failures, standstills }: Recording,
  byMs: number,
): { phases: Phase[]; failures: Failure[]; standstills: Standstill[] } => ({
  phases: phases.map((phase) => ({ ...phase, startMs: phase.startMs + byMs, endMs: phase.endMs + byMs })),
  failures: failures.map((failure) => ({ ...failure, atMs: failure.atMs + byMs })),
  standstills: standstills.map(({ fromMs, toMs }) => ({ fromMs: fromMs + byMs, toMs: toMs + byMs })),
});

/** `failures` in order of time; one entry a kind, with the first example. */
export function mergeFailures(failures: Failure[]): Failure[] {
  const merged = new Map<Failure['kind'], Failure>();
  for (const failure of failures) {
    const first = merged.get(failure.kind);
    merged.set(failure.kind, first ? { ...first, count: first.count + failure.count } : failure);
  }
  return [...merged.values()];
}

/** What each value of the column `failed` becomes where `merged` stands in the place of the recording's own failures. */
export const failedIn = (merged: Failure[], own: Failure[]): number[] => [
  0,
  ...own.map(({ kind }) => 1 + merged.findIndex((one) => one.kind === kind)),
];

export const firstOfEachStatus = (heads: ResponseHead[]): ResponseHead[] =>
  heads.filter(({ status }, index) => heads.findIndex((head) => head.status === status) === index);
