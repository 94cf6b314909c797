/** Lays two recordings of one executor on one timeline. */

import type { Failure, Phase, Recording, Samples } from '../model.ts';

const largestSocketNumber = 0xffff;

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
    ended: first.ended === 'completed' ? second.ended : first.ended,
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
  const column = <T extends Float64Array | Uint32Array | Uint16Array | Uint8Array>(
    name: keyof Samples & string,
    make: (length: number) => T,
    map: (value: number) => number = (value) => value,
  ): T => {
    const joined = make(a.count + b.count);
    joined.set((a[name] as T).subarray(0, a.count));
    joined.set((b[name] as T).subarray(0, b.count).map(map), a.count);
    return joined;
  };
  return {
    count: a.count + b.count,
    startMs: column(
      'startMs',
      (length) => new Float64Array(length),
      (startMs) => startMs + shiftMs,
    ),
    latencyMs: column('latencyMs', (length) => new Float64Array(length)),
    firstByteMs: column('firstByteMs', (length) => new Float64Array(length)),
    status: column('status', (length) => new Uint16Array(length)),
    bodyBytes: column('bodyBytes', (length) => new Uint32Array(length)),
    connection: column(
      'connection',
      (length) => new Uint16Array(length),
      (socket) => Math.min(socket + sockets, largestSocketNumber),
    ),
    phase: column(
      'phase',
      (length) => new Uint16Array(length),
      (phase) => phase + first.phases.length,
    ),
    failed: column(
      'failed',
      (length) => new Uint8Array(length),
      (failed) => failedInJoined[failed]!,
    ),
  };
}

/** Each recording's share weighs as much as its rounds lasted. */
function joinUtilisation(first: Recording, second: Recording): number {
  const a = roundsMs(first);
  const b = roundsMs(second);
  return a + b > 0 ? (first.generatorUtilisation * a + second.generatorUtilisation * b) / (a + b) : 0;
}

const roundsMs = ({ phases }: Recording): number =>
  phases.filter(({ kind }) => kind === 'round').reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
