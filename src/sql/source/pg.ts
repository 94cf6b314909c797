import { callerOf, note, quietly } from './note.ts';

interface Queryable {
  prototype: { query(first: unknown, ...rest: unknown[]): unknown };
}

const patched = new WeakSet<object>();

/**
 * Notes where `query` is called. The pool's too: it hands a statement on only once a connection is free, when its caller
 * is no longer on the stack.
 */
export function watchPg(loaded: unknown): void {
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
      quietly(() => {
        const text = textOf(args[0]);
        if (text !== undefined) note(text, () => callerOf(noted));
      });
      return Reflect.apply(query, self, args);
    },
  });
}

/** `first` is a text, `{ text, … }`, or an object that submits itself, such as a cursor; all know their text. */
function textOf(first: unknown): string | undefined {
  const text = typeof first === 'string' ? first : (first as { text?: unknown } | undefined)?.text;
  return typeof text === 'string' ? text : undefined;
}
