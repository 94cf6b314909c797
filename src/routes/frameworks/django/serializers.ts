import type { Parameter } from '../../../model.ts';
import { memberOf, parentsOf } from '../../link/members.ts';
import { force, stringOf, type Value } from '../../link/values.ts';
import type { CallExpression, Expression, ObjectEntry } from '../../syntax.ts';

const maxParents = 12;

/**
 * The fields that a serializer or a form takes.
 * https://www.django-rest-framework.org/api-guide/fields/ https://docs.djangoproject.com/en/5.2/ref/forms/fields/
 */
export function bodyFields(serializer: Value): Parameter[] {
  const declared = declaredFields(serializer, 0);
  const meta = force(memberOf(force(serializer), 'Meta'));
  const readOnly = new Set(['id', 'pk', 'url', ...listOf(memberOf(meta, 'read_only_fields')), ...givenBackBy(meta)]);
  for (const name of listOf(memberOf(meta, 'fields')))
    if (!declared.has(name) && !readOnly.has(name)) declared.set(name, { name, in: 'body', required: false });
  return [...declared].flatMap(([name, field]) => (field && !readOnly.has(name) ? [field] : []));
}

/** `extra_kwargs = {'slug': {'read_only': True}}` */
function givenBackBy(meta: Value): string[] {
  const more = force(memberOf(meta, 'extra_kwargs'));
  const entries = more.kind === 'object' ? [...more.fields] : [];
  return entries.flatMap(([name, says]) => (stringOf(memberOf(force(says), 'read_only')) === 'true' ? [name] : []));
}

/** Its parents' first. Null: a field that is only given back. */
function declaredFields(serializer: Value, depth: number): Map<string, Parameter | null> {
  const known = force(serializer);
  if (known.kind !== 'class' || depth > maxParents) return new Map();
  const inherited = parentsOf(known)
    .toReversed()
    .flatMap((parent) => [...declaredFields(parent, depth + 1)]);
  const own = known.syntax.fields.flatMap(({ name, value }): [string, Parameter | null][] =>
    value?.kind === 'call' && isField(value) ? [[name, fieldOf(name, value)]] : [],
  );
  return new Map([...inherited, ...own]);
}

const isField = ({ callee }: CallExpression): boolean =>
  (callee.kind === 'name' || callee.kind === 'member') && /(?:Field|Serializer)$/.test(callee.name);

const given = ({ callee }: CallExpression): boolean =>
  (callee.kind === 'name' || callee.kind === 'member') &&
  /^(?:Hidden|SerializerMethod|ReadOnly|HyperlinkedIdentity)Field$/.test(callee.name);

function fieldOf(name: string, field: CallExpression): Parameter | null {
  const says = keywordsOf(field);
  if (given(field) || literalOf(says.get('read_only')) === true) return null;
  const example = literalOf(says.get('default')) ?? literalOf(says.get('initial')) ?? null;
  const required = literalOf(says.get('required')) !== false && !says.has('default');
  return { name, in: 'body', required, ...(example === null ? {} : { example }) };
}

/** The named arguments of a call, as they are written. */
export const keywordsOf = ({ args }: CallExpression): Map<string, Expression> =>
  new Map(
    args
      .flatMap((arg): ObjectEntry[] => (arg.kind === 'keywords' ? arg.entries : []))
      .flatMap((entry): [string, Expression][] => (entry.kind === 'entry' ? [[entry.key, entry.value]] : [])),
  );

export const literalOf = (expression: Expression | undefined) =>
  expression?.kind === 'literal' ? expression.value : undefined;

function listOf(value: Value): string[] {
  const known = force(value);
  return known.kind === 'array' ? known.items.flatMap((item) => stringOf(item) ?? []) : [];
}
