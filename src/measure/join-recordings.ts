/** Lays two recordings of one executor on one timeline. */

import {
  type Columns,
  type Failure,
  failedIn,
  firstOfEachStatus,
  largestSocketNumber,
  makeColumns,
  mergeFailures,
  type Recording,
  type Samples,
  shifted,
} from '../model.ts';
import { totalMs } from './phase-lengths.ts';

/** The result's clock is `first`'s. `second` must have started later; its sockets are new ones. */
export function joinRecordings(first: Recording, second: Recording): Recording {
  const shiftMs = second.startedAtMonotonicMs - first.startedAtMonotonicMs;
  const later = shifted(second, shiftMs);
  const failures = mergeFailures([...first.failures, ...later.failures]);
  return {
    startedAtMonotonicMs: first.startedAtMonotonicMs,
    phases: [...first.phases, ...later.phases],
    samples: joinSamples(first, second, shiftMs, failures),
    failures,
    firstHead: first.firstHead ?? second.firstHead,
    errorHeads: firstOfEachStatus([...first.errorHeads, ...second.errorHeads]),
    httpVersion: first.httpVersion ?? second.httpVersion,
    ended: first.ended === 'completed' ? second.ended : first.ended,
    resent: first.resent + second.resent,
    standstills: [...first.standstills, ...later.standstills],
    generatorUtilisation: joinUtilisation(first, second),
  };
}

function joinSamples(first: Recording, second: Recording, shiftMs: number, failures: Failure[]): Samples {
  const a = first.samples;
  const b = second.samples;
  const sockets = a.connection.subarray(0, a.count).reduce((most, socket) => Math.max(most, socket + 1), 0);
  const failedInJoined = failedIn(failures, second.failures);
  const moved: Partial<Record<keyof Columns, (value: number) => number>> = {
    startMs: (startMs) => startMs + shiftMs,
    connection: (socket) => Math.min(socket + sockets, largestSocketNumber),
    phase: (phase) => phase + first.phases.length,
    failed: (failed) => failedInJoined[failed]!,
  };
  const columns = makeColumns((name, type) => {
    const joined = new type(a.count + b.count);
    joined.set(a[name].subarray(0, a.count));
    joined.set(b[name].subarray(0, b.count), a.count);
    const move = moved[name];
    if (move) for (let row = a.count; row < joined.length; row++) joined[row] = move(joined[row]!);
    return joined as never;
  });
  return { count: a.count + b.count, ...columns };
}

/** Each recording's share weighs as much as its rounds lasted. */
function joinUtilisation(first: Recording, second: Recording): number {
  const a = roundsMs(first);
  const b = roundsMs(second);
  return a + b > 0 ? (first.generatorUtilisation * a + second.generatorUtilisation * b) / (a + b) : 0;
}

const roundsMs = ({ phases }: Recording): number => totalMs(phases.filter(({ kind }) => kind === 'round'));
