/** Takes one target out of the recording of a mix. */

import {
  type Columns,
  type Failure,
  makeColumns,
  type Pace,
  type Phase,
  type Recording,
  type Samples,
} from '../model.ts';
import { rowsWhere } from './steady.ts';

/**
 * The requests of the target with this index, as a recording of its own on the same clock. Failures are counted anew,
 * each with the mix's first example of its kind; heads are kept as far as they are this target's. An open phase's rate
 * and what was left unsent are split as its requests were; users and think time are the mix's.
 */
export function ofTarget(recording: Recording, index: number): Recording {
  const { samples, phases } = recording;
  const rows = rowsWhere(samples.count, (row) => samples.target[row] === index);
  const picked = pickRows(samples, rows);
  const statuses = new Set(picked.status);
  const ofAll = countByPhase(recording, samples);
  const ofThis = countByPhase(recording, picked);
  return {
    ...recording,
    phases: phases.map((phase, number) => sharedOut(phase, ofThis[number]! / Math.max(1, ofAll[number]!))),
    ...recountFailures(picked, recording.failures),
    firstHead: rows.includes(firstAnswered(samples)) ? recording.firstHead : null,
    errorHeads: recording.errorHeads.filter(({ status }) => statuses.has(status)),
  };
}

function pickRows(samples: Samples, rows: Uint32Array): Samples {
  const columns: Columns = makeColumns((name, type) => {
    const from = samples[name];
    const picked = new type(rows.length);
    for (let to = 0; to < rows.length; to++) picked[to] = from[rows[to]!]!;
    return picked as never;
  });
  return { count: rows.length, ...columns };
}

function countByPhase({ phases }: Recording, { count, phase }: Samples): Uint32Array {
  const counts = new Uint32Array(phases.length);
  for (let row = 0; row < count; row++) counts[phase[row]!]!++;
  return counts;
}

function sharedOut(phase: Phase, share: number): Phase {
  const { pace } = phase;
  if (pace.model === 'closed') return phase;
  const { from, to } = pace.ratePerS;
  const own: Pace = { ...pace, ratePerS: { from: from * share, to: to * share } };
  return { ...phase, pace: own, unsent: Math.round(phase.unsent * share) };
}

/** Failures that this target did not suffer are left out, so `failed` is numbered anew. */
function recountFailures(samples: Samples, failures: Failure[]): { samples: Samples; failures: Failure[] } {
  const counts = failures.map(() => 0);
  for (const failed of samples.failed) if (failed !== 0) counts[failed - 1]!++;
  const own = failures.flatMap((failure, index) => (counts[index]! > 0 ? [{ failure, index }] : []));
  const renumbered = samples.failed.map((failed) => 1 + own.findIndex(({ index }) => index === failed - 1));
  return {
    samples: { ...samples, failed: renumbered },
    failures: own.map(({ failure, index }) => ({ ...failure, count: counts[index]! })),
  };
}

/** The row whose answer's head came first; -1 without one. */
function firstAnswered({ count, status, startMs, firstByteMs }: Samples): number {
  let first = -1;
  let earliestMs = Number.POSITIVE_INFINITY;
  for (let row = 0; row < count; row++) {
    const headMs = startMs[row]! + firstByteMs[row]!;
    if (status[row] === 0 || headMs >= earliestMs) continue;
    first = row;
    earliestMs = headMs;
  }
  return first;
}
