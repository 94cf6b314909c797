import type { QueryProfile, Spread } from '../model.ts';
import { keepsBeat } from './beat.ts';
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
 * probes, whose pauses differ, do not have; where they are too few for that, by what came while `unasked`.
 */
export function attribute(
  statements: CapturedStatement[],
  probes: ProbeWindow[],
  unasked: CapturedStatement[] = [],
): Attribution {
  const heard = new Set(unasked.map(({ text }) => fingerprintOf(text)));
  const queries: AttributedQuery[] = [];
  const outside: string[] = [];
  for (const { fingerprint, calls, inside, perProbe } of groupsOf(statements, probes)) {
    const ranOutside = calls.length > inside.length;
    const isSparse = perProbe.slice(1).some(({ length }) => length === 0);
    if (inside.length === 0 || (ranOutside && isSparse)) outside.push(textOf(calls));
    else {
      const beat = keepsBeat(perProbe, probes);
      const isTimer = beat === 'yes' || (beat === 'perhaps' && heard.has(fingerprint));
      queries.push({ profile: profileOf(fingerprint, perProbe, !ranOutside && !isTimer), calls: inside });
    }
  }
  queries.sort((a, b) => b.profile.msPerRequest - a.profile.msPerRequest);
  return { queries, outside };
}

/** Of slow endpoints there are few probes, and no more time to be lost. */
const mostUnaskedMs = 1_500;

/** For how long to hear what comes unasked, so that the next tick of what may be a timer is heard; 0: no need. */
export function unaskedMs(statements: CapturedStatement[], probes: ProbeWindow[]): number {
  const doubtful = groupsOf(statements, probes).filter(
    ({ calls, inside, perProbe }) =>
      calls.length === inside.length && isConstant(countsOf(perProbe)) && keepsBeat(perProbe, probes) === 'perhaps',
  );
  if (doubtful.length === 0) return 0;
  const ends = endsOf(probes);
  const windowMs = Math.max(...probes.map(({ startMonotonicMs }, index) => ends[index]! - startMonotonicMs));
  return Math.min(mostUnaskedMs, 1.2 * windowMs);
}

interface Group {
  fingerprint: string;
  calls: CapturedStatement[];
  /** Those within the probes, also by probe. */
  inside: CapturedStatement[];
  perProbe: CapturedStatement[][];
}

function groupsOf(statements: CapturedStatement[], probes: ProbeWindow[]): Group[] {
  const ends = endsOf(probes);
  const probeOf = ({ startMs }: CapturedStatement) =>
    probes.findIndex((probe, index) => startMs >= probe.startMonotonicMs && startMs < ends[index]!);
  const texts = new Set(statements.map(({ text }) => text));
  const fingerprints = new Map([...texts].map((text) => [text, fingerprintOf(text)]));
  const groups = Map.groupBy(statements, ({ text }) => fingerprints.get(text)!);
  return [...groups].map(([fingerprint, calls]) => {
    const inside = calls.filter((call) => probeOf(call) >= 0);
    const perProbe = probes.map((_, index) => inside.filter((call) => probeOf(call) === index));
    return { fingerprint, calls, inside, perProbe };
  });
}

const countsOf = (perProbe: CapturedStatement[][]): number[] => perProbe.map(({ length }) => length);

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
    attribution: certain && isConstant(countsOf(perProbe)) ? 'constant' : 'varying',
    callsPerRequest: spreadOf(counted.map(({ length }) => length)),
    msPerCall: spreadOf(calls.map(({ busyMs }) => busyMs)),
    msPerRequest: median(counted.map((calls) => sum(calls.map(({ busyMs }) => busyMs)))),
    rowsPerCall: sum(calls.map(({ rows }) => rows)) / calls.length,
    duplicateCallsPerRequest: median(counted.map((calls) => calls.length - new Set(calls.map(callKey)).size)),
  };
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
