/** Lays two recordings of one executor on one timeline. */

import {
  type Columns,
  type Failure,
  largestSocketNumber,
  makeColumns,
  type Phase,
  type Recording,
  type Samples,
} from '../model.ts';

/** The result's clock is `first`'s. `second` must have started later; its sockets are new ones. */
export function joinRecordings(first: Recording, second: Recording): Recording {
  const shiftMs = second.startedAtMonotonicMs - first.startedAtMonotonicMs;
  const failures = joinFailures(first.failures, second.failures, shiftMs);
  return {
    startedAtMonotonicMs: first.startedAtMonotonicMs,
    phases: [...first.phases, ...second.phases.map((phase) => shifted(phase, shiftMs))],
    samples: joinSamples(first, second, shiftMs, failures),
    failures,
    firstHead: first.firstHead ?? second.firstHead,
    errorHeads: [...first.errorHeads, ...second.errorHeads].filter(
      ({ status }, index, heads) => heads.findIndex((head) => head.status === status) === index,
    ),
    httpVersion: first.httpVersion ?? second.httpVersion,
    ended: first.ended === 'completed' ? second.ended : first.ended,
    resent: first.resent + second.resent,
    standstills: [
      ...first.standstills,
      ...second.standstills.map(({ fromMs, toMs }) => ({ fromMs: fromMs + shiftMs, toMs: toMs + shiftMs })),
    ],
    generatorUtilisation: joinUtilisation(first, second),
  };
}

const shifted = (phase: Phase, shiftMs: number): Phase => ({
  ...phase,
  startMs: phase.startMs + shiftMs,
  endMs: phase.endMs + shiftMs,
});

/** One entry a kind, with the earlier example. */
function joinFailures(first: Failure[], second: Failure[], shiftMs: number): Failure[] {
  const joined = first.map((failure) => ({ ...failure }));
  for (const failure of second) {
    const same = joined.find(({ kind }) => kind === failure.kind);
    if (same) same.count += failure.count;
    else joined.push({ ...failure, atMs: failure.atMs + shiftMs });
  }
  return joined;
}

function joinSamples(first: Recording, second: Recording, shiftMs: number, failures: Failure[]): Samples {
  const a = first.samples;
  const b = second.samples;
  const sockets = a.connection.subarray(0, a.count).reduce((most, socket) => Math.max(most, socket + 1), 0);
  const failedInJoined = [0, ...second.failures.map(({ kind }) => 1 + failures.findIndex((one) => one.kind === kind))];
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

const roundsMs = ({ phases }: Recording): number =>
  phases.filter(({ kind }) => kind === 'round').reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
