import type { Json } from '../../../model.ts';
import { withMore } from '../../link/members.ts';
import { force, type Value } from '../../link/values.ts';

/** Schemas may refer to themselves; nobody nests the parts of one parameter this deep. */
export const maxDepth = 12;

/** What a schema says of one value. */
export interface Schema {
  /** Null for anything but an object with known fields. */
  fields: Map<string, Schema> | null;
  required: boolean;
  example?: Json;
}

/** Null when it is no plain object. */
export function fieldsOf(value: Value | undefined): Map<string, Value> | null {
  const known = value && force(value);
  if (known?.kind !== 'object' || known.class) return null;
  return new Map([...withMore(known)].reverse().flatMap(({ fields }) => [...fields]));
}

/** Schemas whose fields are spread into an object of schemas: `{ ...schema.shape, id }`. */
export function spreadsIn(value: Value | undefined): Value[] {
  const known = value && force(value);
  if (known?.kind !== 'object') return [];
  return [...withMore(known)]
    .flatMap(({ also }) => also.map((more) => force(more())))
    .filter(({ kind }) => kind === 'unknown');
}

export function itemsOf(value: Value | undefined): Value[] {
  const known = value && force(value);
  return known?.kind === 'array' ? known.items : [];
}

/** The first of the candidates that is plain data. */
export function exampleOf(candidates: (Value | undefined)[]): Pick<Schema, 'example'> {
  for (const candidate of candidates) {
    const json = candidate && jsonOf(candidate, 0);
    if (json !== undefined) return { example: json };
  }
  return {};
}

/** The default, the first example or the first value that is allowed, of JSON Schema's and OpenAPI's keywords. */
export const exampleIn = (keywords: Map<string, Value> | null): Pick<Schema, 'example'> =>
  exampleOf([
    keywords?.get('default'),
    keywords?.get('example'),
    ...itemsOf(keywords?.get('examples')),
    keywords?.get('const'),
    ...itemsOf(keywords?.get('enum')),
  ]);

function jsonOf(value: Value, depth: number): Json | undefined {
  const known = force(value);
  if (known.kind === 'literal') return known.value;
  if (depth > maxDepth || (known.kind !== 'array' && known.kind !== 'object')) return undefined;
  const entries = known.kind === 'array' ? Object.entries(known.items) : [...known.fields];
  const json: Record<string, Json> = {};
  for (const [key, item] of entries) {
    const part = jsonOf(item, depth + 1);
    if (part === undefined) return undefined;
    json[key] = part;
  }
  return known.kind === 'array' ? Object.values(json) : json;
}

/** An object that has to match all of them; null when none is known. */
export function mergeAll(schemas: (Schema | null)[]): Schema | null {
  const known = schemas.filter((schema) => schema !== null);
  if (known.length === 0) return null;
  return { ...known[0]!, fields: new Map(known.flatMap(({ fields }) => [...(fields ?? [])])) };
}
