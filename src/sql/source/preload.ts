/**
 * Runs inside the launched server, before its own code: notes where in the source each statement is handed to `pg`.
 * It changes neither arguments nor results, and whatever goes wrong in it stays in it.
 */

import { appendFileSync } from 'node:fs';
import module from 'node:module';
import { statementKey, withoutValues } from './key.ts';
import { type Place, placesVariable } from './place.ts';

interface Loader {
  _load(request: string, ...rest: unknown[]): unknown;
}

interface Queryable {
  prototype: { query(first: unknown, ...rest: unknown[]): unknown };
}

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
const patched = new WeakSet<object>();
/** By the statement without its values. */
const looksAt = new Map<string, Looks>();
/** The same by texts as they come, which are mostly the same ones: looking for values takes time. */
const looksAtText = new Map<string, Looks>();
const told = new Set<string>();

if (file !== undefined) watchLoading(module as unknown as Loader);

/** An ES module that imports `pg`, a CommonJS package, comes by here too. */
function watchLoading(loader: Loader): void {
  loader._load = new Proxy(loader._load, {
    apply(load, self, args: Parameters<Loader['_load']>) {
      const loaded = Reflect.apply(load, self, args);
      quietly(() => {
        if (/(?:^|[\\/])pg(?:-pool)?(?:[\\/]|$)/.test(args[0])) patchExports(loaded);
      });
      return loaded;
    },
  });
}

/** The pool's too: it hands a statement on only once a connection is free, when its caller is no longer on the stack. */
function patchExports(loaded: unknown): void {
  for (const queryable of [loaded, (loaded as { Client?: unknown })?.Client]) {
    if (isQueryable(queryable) && !patched.has(queryable)) patch(queryable);
  }
}

const isQueryable = (value: unknown): value is Queryable =>
  typeof value === 'function' && typeof value.prototype?.query === 'function';

function patch(queryable: Queryable): void {
  patched.add(queryable);
  queryable.prototype.query = new Proxy(queryable.prototype.query, {
    apply: function noted(query, self, args: [unknown, ...unknown[]]) {
      quietly(() => note(args[0], noted));
      return Reflect.apply(query, self, args);
    },
  });
}

/** `first` is a text, `{ text, … }`, or an object that submits itself, such as a cursor; all know their text. */
function note(first: unknown, calledFrom: (...args: never[]) => unknown): void {
  const text = typeof first === 'string' ? first : (first as { text?: unknown } | undefined)?.text;
  if (typeof text !== 'string') return;
  const looks = looksAtText.get(text) ?? looksOf(text);
  if (!looks) return;
  const nowMs = performance.now();
  if (nowMs - looks.sinceMs > most.withinMs) Object.assign(looks, { sinceMs: nowMs, count: 0 });
  looks.count += 1;
  if (looks.count > most.looks) return;
  const place = callerOf(calledFrom);
  if (!place) return;
  const line = JSON.stringify({ key: statementKey(text), ...place } satisfies Place);
  if (told.has(line) || told.size >= mostStatements) return;
  told.add(line);
  appendFileSync(file!, `${line}\n`);
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
function callerOf(calledFrom: (...args: never[]) => unknown): Omit<Place, 'key'> | null {
  const limit = Error.stackTraceLimit;
  const trace: { stack?: unknown } = {};
  try {
    Error.stackTraceLimit = frames;
    Error.captureStackTrace(trace, calledFrom);
  } finally {
    Error.stackTraceLimit = limit;
  }
  if (typeof trace.stack !== 'string') return null;
  for (const frame of trace.stack.split('\n').slice(1)) {
    const [, at, line] = /\((.*):(\d+):\d+\)$/.exec(frame) ?? /^\s*at (?:async )?(.*):(\d+):\d+$/.exec(frame) ?? [];
    if (at === undefined || !/^(?:file:|\/|\\|[a-z]:[\\/])/i.test(at) || /[\\/]node_modules[\\/]/.test(at)) continue;
    return { file: at, line: Number(line) };
  }
  return null;
}

function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // The application comes first.
  }
}
