import { appendFileSync } from 'node:fs';
import { statementKey, withoutValues } from './key.ts';
import { type Place, placesVariable } from './place.ts';

export type SourcePlace = Omit<Place, 'key'>;

interface Looks {
  sinceMs: number;
  count: number;
}

/** Further statements are left alone: what writes a new text for each request must not fill the memory. */
const mostStatements = 1000;
/**
 * So many calls of a statement are looked at within such a time: all while requests come one by one, few of a burst.
 * Another place may send the same text later, and must not be taken for the first.
 */
const most = { looks: 5, withinMs: 100 };
/** Deeper than this no statement is built. */
const frames = 50;

const file = process.env[placesVariable];
/** By the statement without its values. */
const looksAt = new Map<string, Looks>();
/** The same by texts as they come, which are mostly the same ones: looking for values takes time. */
const looksAtText = new Map<string, Looks>();
const told = new Set<string>();

/** Tells the place that a statement comes from; `placeOf` is asked for few calls of many. */
export function note(text: string, placeOf: () => SourcePlace | null): void {
  const looks = looksAtText.get(text) ?? looksOf(text);
  if (!looks || file === undefined) return;
  const nowMs = performance.now();
  if (nowMs - looks.sinceMs > most.withinMs) Object.assign(looks, { sinceMs: nowMs, count: 0 });
  looks.count += 1;
  if (looks.count > most.looks) return;
  const place = placeOf();
  if (!place) return;
  const line = JSON.stringify({ key: statementKey(text), ...place } satisfies Place);
  if (told.has(line) || told.size >= mostStatements) return;
  told.add(line);
  appendFileSync(file, `${line}\n`);
}

function looksOf(text: string): Looks | null {
  const statement = withoutValues(text);
  const known = looksAt.get(statement);
  if (!known && looksAt.size >= mostStatements) return null;
  const looks = known ?? { sinceMs: 0, count: 0 };
  looksAt.set(statement, looks);
  if (looksAtText.size < mostStatements) looksAtText.set(text, looks);
  return looks;
}

/** The first frame that is neither Node's nor a package's, as the application's own source maps name it. */
export function callerOf(calledFrom: (...args: never[]) => unknown): SourcePlace | null {
  const limit = Error.stackTraceLimit;
  const trace: { stack?: unknown } = {};
  try {
    Error.stackTraceLimit = frames;
    Error.captureStackTrace(trace, calledFrom);
  } finally {
    Error.stackTraceLimit = limit;
  }
  if (typeof trace.stack !== 'string') return null;
  const [, ...callers] = trace.stack.split('\n');
  // The pool of `pg` hands on what it was given earlier; whoever is on the stack now may have released a connection only.
  if (/[\\/]pg-pool[\\/]/.test(callers[0] ?? '')) return null;
  for (const frame of callers) {
    const [, at, line] = /\((.*):(\d+):\d+\)$/.exec(frame) ?? /^\s*at (?:async )?(.*):(\d+):\d+$/.exec(frame) ?? [];
    if (at === undefined || !/^(?:file:|\/|\\|[a-z]:[\\/])/i.test(at) || /[\\/]node_modules[\\/]/.test(at)) continue;
    return { file: at, line: Number(line) };
  }
  return null;
}

/** Whatever goes wrong here, the application comes first. */
export function quietly(work: () => void): void {
  try {
    work();
  } catch {}
}
