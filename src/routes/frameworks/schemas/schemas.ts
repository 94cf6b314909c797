import type { Parameter } from '../../../model.ts';
import { force, type Value } from '../../link/values.ts';
import { readCall } from './calls.ts';
import { exampleIn, fieldsOf, itemsOf, maxDepth, mergeAll, type Schema } from './values.ts';

/**
 * The fields of a schema as parameters. Understood are JSON Schema objects, plain objects of schemas, and what zod,
 * valibot, TypeBox (and Elysia's `t`), joi, yup and fluent-json-schema write as calls. An example is a field's default,
 * its first example, or the first value that it allows.
 */
export function schemaParameters(schema: Value, place: Parameter['in']): Parameter[] {
  const fields = readSchema(schema, 0)?.fields ?? [];
  return [...fields].map(([name, { fields: _, ...says }]) => ({ name, in: place, ...says }));
}

/** Null for what is no schema that is known. */
export function readSchema(value: Value, depth: number): Schema | null {
  if (depth > maxDepth) return null;
  const known = force(value);
  if (known.kind === 'unknown') return known.made ? readCall(known.made, depth) : null;
  const keywords = fieldsOf(known);
  return keywords && (isJsonSchema(keywords) ? readJsonSchema(keywords, depth) : readFields(keywords, depth));
}

const isJsonSchema = (keywords: Map<string, Value>): boolean =>
  ['type', 'properties', 'allOf', 'anyOf', 'oneOf', '$ref', 'enum', 'const'].some((name) => {
    const value = force(keywords.get(name) ?? { kind: 'array', items: [] });
    if (value.kind === 'object') return name === 'properties';
    return value.kind === 'literal' || (value.kind === 'array' && value.items.length > 0);
  });

/** https://json-schema.org/understanding-json-schema */
function readJsonSchema(keywords: Map<string, Value>, depth: number): Schema {
  const first = (name: string) => itemsOf(keywords.get(name)).slice(0, 1);
  const parts = [...itemsOf(keywords.get('allOf')), ...first('anyOf'), ...first('oneOf')];
  const inParts = mergeAll(parts.map((part) => readSchema(part, depth + 1)))?.fields ?? [];
  const properties = fieldsOf(keywords.get('properties'));
  const own = properties ? [...readFields(properties, depth).fields!] : [];
  const needed = new Set(itemsOf(keywords.get('required')).map((name) => stringIn(name)));
  const fields = [...inParts, ...own.map(([name, field]) => [name, { ...field, required: needed.has(name) }] as const)];
  return { fields: fields.length > 0 ? new Map(fields) : null, required: true, ...exampleIn(keywords) };
}

const stringIn = (value: Value): unknown => {
  const known = force(value);
  return known.kind === 'literal' ? known.value : null;
};

/** A field whose schema is not known is still a field. */
export function readFields(fields: Map<string, Value>, depth: number): Schema {
  const read = [...fields].map(
    ([name, value]) => [name, readSchema(value, depth + 1) ?? { fields: null, required: true }] as const,
  );
  return { fields: new Map(read), required: true };
}
