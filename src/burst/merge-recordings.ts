/** Makes one recording of those of the workers that shared a burst. */

import {
  type BurstPlan,
  type Columns,
  type Failure,
  failedIn,
  firstOfEachStatus,
  largestSocketNumber,
  makeColumns,
  mergeFailures,
  type Phase,
  type Recording,
  type Samples,
  shifted,
} from '../model.ts';

/**
 * On the clock of the one that started first. A phase lasts from the first worker's begin to the last one's end, and its
 * pace is the plan's. Sockets are numbered worker by worker. Takes the columns out of the recordings, which are empty
 * afterwards, so that the rows of a long run are not kept twice.
 */
export function mergeRecordings(plan: BurstPlan, recordings: Recording[]): Recording {
  const startedAtMonotonicMs = Math.min(...recordings.map((recording) => recording.startedAtMonotonicMs));
  const shiftsMs = recordings.map((recording) => recording.startedAtMonotonicMs - startedAtMonotonicMs);
  const parts = recordings.map((recording, worker) => shifted(recording, shiftsMs[worker]!));
  const failures = mergeFailures(parts.flatMap(({ failures }) => failures).sort((a, b) => a.atMs - b.atMs));
  return {
    startedAtMonotonicMs,
    phases: mergePhases(plan, parts),
    samples: mergeSamples(recordings, shiftsMs, failures),
    failures,
    firstHead: recordings.find(({ firstHead }) => firstHead)?.firstHead ?? null,
    errorHeads: firstOfEachStatus(recordings.flatMap(({ errorHeads }) => errorHeads)),
    httpVersion: recordings.find(({ httpVersion }) => httpVersion)?.httpVersion ?? null,
    ended: mergeEnds(recordings),
    resent: recordings.reduce((sum, { resent }) => sum + resent, 0),
    standstills: parts.flatMap(({ standstills }) => standstills),
    generatorUtilisation: Math.max(...recordings.map(({ generatorUtilisation }) => generatorUtilisation)),
  };
}

/** One that ends early makes the others be cancelled, so that what it says is the reason. */
function mergeEnds(recordings: Recording[]): Recording['ended'] {
  const early = recordings.map(({ ended }) => ended).filter((ended) => ended !== 'completed');
  return early.find((ended) => ended !== 'cancelled') ?? early[0] ?? 'completed';
}

function mergePhases(plan: BurstPlan, recordings: { phases: Phase[] }[]): Phase[] {
  const begun = Math.max(...recordings.map(({ phases }) => phases.length));
  return plan.phases.slice(0, begun).map(({ kind, name, pace }, index) => {
    const parts = recordings.flatMap(({ phases }) => phases[index] ?? []);
    return {
      kind,
      name,
      pace,
      startMs: Math.min(...parts.map(({ startMs }) => startMs)),
      endMs: Math.max(...parts.map(({ endMs }) => endMs)),
      unsent: parts.reduce((sum, { unsent }) => sum + unsent, 0),
    };
  });
}

type Change = Partial<Record<keyof Columns, (value: number) => number>>;

function mergeSamples(recordings: Recording[], shiftsMs: number[], failures: Failure[]): Samples {
  const count = recordings.reduce((sum, { samples }) => sum + samples.count, 0);
  const places = placesByCompletion(recordings, shiftsMs);
  const changes = changesOf(recordings, shiftsMs, failures);
  const columns = makeColumns((name, type) => {
    const merged = new type(count);
    recordings.forEach(({ samples }, worker) => {
      const column = samples[name];
      const change = changes[worker]![name];
      const place = places[worker]!;
      if (change) for (let row = 0; row < samples.count; row++) column[row] = change(column[row]!);
      scatter(bits(column), place, bits(merged));
      samples[name] = new type(0) as never;
    });
    return merged as never;
  });
  return { count, ...columns };
}

function scatter(from: Bits, places: Uint32Array, to: Bits): void {
  for (let row = 0; row < places.length; row++) to[places[row]!] = from[row]!;
}

type Bits = Exclude<Columns[keyof Columns], Float32Array>;

/** V8 compiles a loop well for four kinds of arrays and not for five: without this one it takes a quarter of the time. */
const bits = (column: Columns[keyof Columns]): Bits =>
  column instanceof Float32Array ? new Uint32Array(column.buffer, column.byteOffset, column.length) : column;

/** What a value of each worker's columns becomes. */
function changesOf(recordings: Recording[], shiftsMs: number[], failures: Failure[]): Change[] {
  let sockets = 0;
  return recordings.map((recording, worker) => {
    const firstSocket = sockets;
    const shiftMs = shiftsMs[worker]!;
    const failed = failedIn(failures, recording.failures);
    const { connection, count } = recording.samples;
    for (let row = 0; row < count; row++) sockets = Math.max(sockets, firstSocket + connection[row]! + 1);
    return {
      startMs: (value) => value + shiftMs,
      connection: (value) => Math.min(value + firstSocket, largestSocketNumber),
      failed: (value) => failed[value]!,
    };
  });
}

/** For each worker's rows, which are in order of completion, their places among all. */
function placesByCompletion(recordings: Recording[], shiftsMs: number[]): Uint32Array[] {
  const places = recordings.map(({ samples }) => new Uint32Array(samples.count));
  const nextRows = recordings.map(() => 0);
  const nextEndMs = recordings.map((_, worker) => endMs(worker, 0));
  const count = places.reduce((sum, { length }) => sum + length, 0);
  for (let place = 0; place < count; place++) {
    let first = 0;
    for (let worker = 1; worker < nextEndMs.length; worker++) {
      if (nextEndMs[worker]! < nextEndMs[first]!) first = worker;
    }
    const row = nextRows[first]!++;
    places[first]![row] = place;
    nextEndMs[first] = endMs(first, row + 1);
  }
  return places;

  function endMs(worker: number, row: number): number {
    const { samples } = recordings[worker]!;
    return row < samples.count
      ? samples.startMs[row]! + samples.latencyMs[row]! + shiftsMs[worker]!
      : Number.POSITIVE_INFINITY;
  }
}
