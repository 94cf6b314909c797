import type { QueryProfile, Spread } from '../model.ts';
import { fingerprintOf, withoutConstants } from './parser.ts';
import type { CapturedStatement } from './tap/protocol.ts';

/** One request sent alone; `process.hrtime` in milliseconds, the clock of the tap. */
export interface ProbeWindow {
  startMonotonicMs: number;
  endMonotonicMs: number;
}

export interface AttributedQuery {
  profile: Omit<QueryProfile, 'source' | 'parameters' | 'plan' | 'proofs' | 'before'>;
  /** All calls within the probes, for choosing the one to explain. */
  calls: CapturedStatement[];
}

export interface Attribution {
  /** Slowest first, by time a request. */
  queries: AttributedQuery[];
  /** Texts of what runs in the background: never during a probe, or not in each and outside of them too. */
  outside: string[];
}

/**
 * Gives each statement to the probe in whose window, up to the next one's start, it began, so that work that goes on
 * behind an answer counts too. A fingerprint belongs to the endpoint when every probe ran it equally often.
 *
 * The first probe is excused: a first call loads lazily, fills caches, opens connections. It may differ, and its
 * times are left out. Two later probes, or the first and a later one, still have to agree.
 *
 * A timer that runs about as often as the probes may meet each of them once. It is told by its own beat, which the
 * probes, whose pauses differ, do not have.
 */
export function attribute(statements: CapturedStatement[], probes: ProbeWindow[]): Attribution {
  const ends = endsOf(probes);
  const probeOf = ({ startMs }: CapturedStatement) =>
    probes.findIndex((probe, index) => startMs >= probe.startMonotonicMs && startMs < ends[index]!);

  const texts = new Set(statements.map(({ text }) => text));
  const fingerprints = new Map([...texts].map((text) => [text, fingerprintOf(text)]));

  const queries: AttributedQuery[] = [];
  const outside: string[] = [];
  const groups = Map.groupBy(statements, ({ text }) => fingerprints.get(text)!);
  for (const [fingerprint, calls] of groups) {
    const inside = calls.filter((call) => probeOf(call) >= 0);
    const perProbe = probes.map((_, index) => inside.filter((call) => probeOf(call) === index));
    const ranOutside = calls.length > inside.length;
    const isSparse = perProbe.slice(1).some(({ length }) => length === 0);
    if (inside.length === 0 || (ranOutside && isSparse)) outside.push(textOf(calls));
    else {
      const certain = !ranOutside && !keepsItsOwnBeat(perProbe, probes);
      queries.push({ profile: profileOf(fingerprint, perProbe, certain), calls: inside });
    }
  }
  queries.sort((a, b) => b.profile.msPerRequest - a.profile.msPerRequest);
  return { queries, outside };
}

/** The last probe has no successor: its tail is as long as the usual pause between the others. */
export function endsOf(probes: ProbeWindow[]): number[] {
  const starts = probes.slice(1).map(({ startMonotonicMs }) => startMonotonicMs);
  const pauses = starts.map((start, index) => start - probes[index]!.endMonotonicMs);
  const tailMs = pauses.length > 0 ? median(pauses) : Number.POSITIVE_INFINITY;
  return probes.map(({ endMonotonicMs }, index) => starts[index] ?? endMonotonicMs + tailMs);
}

function profileOf(fingerprint: string, perProbe: CapturedStatement[][], certain: boolean): AttributedQuery['profile'] {
  const later = perProbe.length > 1 ? perProbe.slice(1) : perProbe;
  // A statement of the first call only has no other times to show.
  const counted = later.some((calls) => calls.length > 0) ? later : perProbe;
  const calls = counted.flat();
  return {
    fingerprint,
    text: textOf(perProbe.flat()),
    attribution: certain && isConstant(perProbe.map(({ length }) => length)) ? 'constant' : 'varying',
    callsPerRequest: spreadOf(counted.map(({ length }) => length)),
    msPerCall: spreadOf(calls.map(({ busyMs }) => busyMs)),
    msPerRequest: median(counted.map((calls) => sum(calls.map(({ busyMs }) => busyMs)))),
    rowsPerCall: sum(calls.map(({ rows }) => rows)) / calls.length,
    duplicateCallsPerRequest: median(counted.map((calls) => calls.length - new Set(calls.map(callKey)).size)),
  };
}

/** So seldom at most is a statement of the endpoint taken for a timer's. */
const chanceOfBeat = 0.05;

/**
 * Whether the calls follow each other more evenly than they follow the probes' starts. For calls that a request brings
 * about it is the other way round: the time since the call of the probe before has the spread of both, and of the
 * pause. Chance makes the two times cancel out to a part `q` of the spread about as often as q^(n-2) in n pairs: so
 * are correlations distributed. https://en.wikipedia.org/wiki/Pearson_correlation_coefficient#Inference
 */
function keepsItsOwnBeat(perProbe: CapturedStatement[][], probes: ProbeWindow[]): boolean {
  const starts = perProbe.map((calls) => calls.map(({ startMs }) => startMs));
  const pairs = starts.slice(1).flatMap((later, index) => {
    const earlier = starts[index]!;
    const firstMs = Math.min(...later);
    const sinceStart = firstMs - probes[index + 1]!.startMonotonicMs;
    return later.length > 0 && earlier.length > 0 ? [{ sinceStart, between: firstMs - Math.max(...earlier) }] : [];
  });
  // The same calls on both sides: one that came late by itself must not count as spread on one side alone.
  const evenness =
    deviation(pairs.map(({ between }) => between)) / deviation(pairs.map(({ sinceStart }) => sinceStart));
  return pairs.length > 2 && evenness ** (pairs.length - 2) < chanceOfBeat;
}

function deviation(values: number[]): number {
  const mean = sum(values) / values.length;
  return Math.sqrt(sum(values.map((value) => (value - mean) ** 2)) / values.length);
}

function isConstant([first, ...later]: number[]): boolean {
  const [count = 0] = later;
  return count > 0 && later.every((other) => other === count) && (later.length > 1 || first === count);
}

/**
 * What may be seen of a text. With the simple protocol nobody knows whether a constant comes from the source code or is
 * a parameter that the driver has put there.
 */
function textOf([first]: CapturedStatement[]): string {
  if (!first) return '';
  return first.protocol === 'simple' ? withoutConstants(first.text) : first.text;
}

/** Equal for calls with equal text and parameters. Calls whose parameters were not kept equal no other. */
function callKey({ text, parameters }: CapturedStatement): string | symbol {
  if (!parameters) return Symbol('unknown parameters');
  const values = parameters.map((value) => value && [value.format, Buffer.from(value.bytes).toString('latin1')]);
  return JSON.stringify([text, values]);
}

const spreadOf = (values: number[]): Spread => ({
  min: Math.min(...values),
  median: median(values),
  max: Math.max(...values),
});

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
