import { callerOf, note, quietly, type SourcePlace } from './note.ts';

/** A query is made where it is written, and gets its text when it is sent: its fragments may be other queries. */
interface Query {
  strings: string[] & { raw?: unknown };
  statement: { string: string } | null;
}

const placeOfQuery = new WeakMap<Query, SourcePlace | null>();
/** Of a template, which is one object as often as it is used. */
const placeOfTemplate = new WeakMap<object, SourcePlace | null>();

/** Until a query has these two of its own, setting them comes by here. */
export function watchQueries({ prototype }: { prototype: Query }): void {
  Object.defineProperty(prototype, 'strings', {
    configurable: true,
    set: function made(this: Query, strings: Query['strings']) {
      own(this, 'strings', strings);
      quietly(() => {
        const [text] = strings;
        // The whole text, of `sql.unsafe`.
        if (!strings.raw && text !== undefined) note(text, () => callerOf(made));
        else placeOfQuery.set(this, placeOf(strings, made));
      });
    },
  });
  Object.defineProperty(prototype, 'statement', {
    configurable: true,
    get: () => null,
    set(this: Query, statement: Query['statement']) {
      if (statement === null) return;
      own(this, 'statement', statement);
      quietly(() => note(statement.string, () => placeOfQuery.get(this) ?? null));
    },
  });
}

const own = (query: Query, name: keyof Query, value: unknown) =>
  Object.defineProperty(query, name, { value, writable: true, enumerable: true, configurable: true });

function placeOf(strings: Query['strings'], made: (...args: never[]) => unknown): SourcePlace | null {
  const known = placeOfTemplate.get(strings);
  if (known !== undefined) return known;
  const place = callerOf(made);
  placeOfTemplate.set(strings, place);
  return place;
}
