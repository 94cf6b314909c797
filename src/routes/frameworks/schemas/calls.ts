import { force, type MadeByCall, stringOf, type Value } from '../../link/values.ts';
import { readFields, readSchema } from './schemas.ts';
import { exampleIn, exampleOf, fieldsOf, itemsOf, mergeAll, type Schema, spreadsIn } from './values.ts';

/** Libraries where a field may be left out unless it says `required()`. */
const optionalUnlessSaid = /^(?:@hapi\/)?(?:joi|yup|celebrate|fluent-json-schema)(?:\/|$)/;

/**
 * A schema that is written as calls. `z.optional(schema)`, `Type.Optional(schema)` and `schema.optional()` are the same
 * word, about the first argument or about what stands before.
 */
export function readCall({ of, name, args }: MadeByCall, depth: number): Schema {
  const word = name.toLowerCase().replace(/_$/, '');
  const nothing: Schema = { fields: null, required: !isOptionalUnlessSaid(of) };
  const whole = partOf(of);
  if (whole) return readSchema(whole, depth + 1)?.fields?.get(name) ?? nothing;
  if (force(of).kind !== 'external') return changed(readSchema(of, depth + 1) ?? nothing, word, args, of, depth);
  const inner = args[0] && changers.has(word) ? readSchema(args[0], depth + 1) : null;
  return inner ? changed(inner, word, args.slice(1), of, depth) : made(nothing, word, args, depth);
}

/** `schema.shape` of `schema.shape.id` */
function partOf(of: Value): Value | null {
  const parts = force(of);
  if (parts.kind !== 'unknown' || !parts.made || parts.made.args.length > 0) return null;
  return /^(?:shape|entries|properties)$/.test(parts.made.name) ? parts.made.of : null;
}

function isOptionalUnlessSaid(of: Value): boolean {
  let root = force(of);
  while (root.kind === 'unknown' && root.made) root = force(root.made.of);
  return root.kind === 'external' && optionalUnlessSaid.test(root.origin.module);
}

function made(nothing: Schema, word: string, args: Value[], depth: number): Schema {
  const [first] = args;
  const read = (value: Value) => readSchema(value, depth + 1);
  const listed = itemsOf(first);
  switch (word) {
    case 'object':
    case 'strictobject':
    case 'looseobject':
    case 'keys': {
      const fields = fieldsOf(first);
      const parts = spreadsIn(first).map(read);
      return fields ? { ...mergeAll([...parts, readFields(fields, depth)])!, required: nothing.required } : nothing;
    }
    case 'intersect':
    case 'intersection':
    case 'composite':
    case 'and':
      return mergeAll((listed.length > 0 ? listed : args).map(read)) ?? nothing;
    case 'union':
    case 'or':
    case 'variant':
    case 'discriminatedunion':
    case 'pipe':
    case 'preprocess':
    case 'unsafe':
      // One of several: any will do.
      return args.flatMap((arg) => [arg, ...itemsOf(arg)]).flatMap((arg) => read(arg) ?? [])[0] ?? nothing;
    case 'enum':
    case 'nativeenum':
    case 'picklist':
    case 'unionenum':
    case 'literal':
      return { ...nothing, ...exampleOf([...listed, ...(fieldsOf(first)?.values() ?? []), first]), ...optionsOf(args) };
    default:
      return { ...nothing, ...optionsOf(args) };
  }
}

/** TypeBox takes JSON Schema keywords as its last argument. */
const optionsOf = (args: Value[]) => exampleIn(fieldsOf(args.at(-1)));

const changers = new Set([
  ...['optional', 'exactoptional', 'nullish', 'nullable', 'default', 'partial', 'required', 'nonoptional'],
  ...['readonly', 'pick', 'omit', 'extend', 'array'],
]);

/** What one more word makes of a schema; words that say nothing about fields and examples leave it as it is. */
function changed(schema: Schema, word: string, args: Value[], of: Value, depth: number): Schema {
  const [first, second] = args;
  switch (word) {
    case 'array':
      return { ...schema, fields: null };
    case 'optional':
    case 'exactoptional':
    case 'nullish':
    case 'default':
    case 'prefault':
    case 'catch':
      return { ...schema, required: false, ...exampleOf([first]) };
    case 'required':
      return isOptionalUnlessSaid(of) ? { ...schema, required: true } : withRequired(schema, true, args);
    case 'partial':
      return withRequired(schema, false, args);
    case 'pick':
      return { ...schema, fields: entriesOf(schema, (name) => namesIn(args).has(name)) };
    case 'omit':
      return { ...schema, fields: entriesOf(schema, (name) => !namesIn(args).has(name)) };
    case 'extend':
    case 'safeextend':
    case 'merge':
    case 'and':
    case 'keys':
    case 'append':
    case 'shape':
    case 'concat':
      return mergeAll([schema, ...args.map((arg) => readSchema(arg, depth + 1))])!;
    case 'prop': {
      const name = first && stringOf(first);
      const field = (second && readSchema(second, depth + 1)) ?? { fields: null, required: false };
      return name ? { ...schema, fields: new Map([...(schema.fields ?? []), [name, field]]) } : schema;
    }
    case 'valid':
    case 'oneof':
    case 'enum':
    case 'example':
    case 'examples':
      return { ...exampleOf([...itemsOf(first), first]), ...schema };
    case 'openapi':
    case 'meta':
      return { ...schema, ...exampleIn(fieldsOf(first)) };
    default:
      return schema;
  }
}

function withRequired(schema: Schema, required: boolean, args: Value[]): Schema {
  // TypeBox's options, of which none is a field, may stand where zod takes the fields that are meant.
  const named = [...namesIn(args)].filter((name) => schema.fields?.has(name));
  const fields = [...(schema.fields ?? [])].map(
    ([name, field]) => [name, named.length === 0 || named.includes(name) ? { ...field, required } : field] as const,
  );
  return { ...schema, fields: schema.fields && new Map(fields) };
}

function entriesOf({ fields }: Schema, keep: (name: string) => boolean): Schema['fields'] {
  return fields && new Map([...fields].filter(([name]) => keep(name)));
}

/** `{ id: true }` or `['id']` */
function namesIn([first]: Value[]): Set<string> {
  return new Set(fieldsOf(first)?.keys() ?? itemsOf(first).flatMap((item) => stringOf(item) ?? []));
}
