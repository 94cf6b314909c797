import type { Json, Parameter } from '../../../model.ts';
import type { HandlerText } from '../../adapter.ts';
import { memberOf, parentsOf } from '../../link/members.ts';
import { type ClassValue, type Env, force, unknown, type Value } from '../../link/values.ts';
import type { CallExpression, Expression, FunctionExpression, FunctionParameter } from '../../syntax.ts';

type TypeOf = (type: string) => Value;

/** What a declared parameter or field says of itself. */
interface Declared {
  name: string;
  type: string;
  /** Null: none. */
  value: Expression | null;
}

const scalar =
  /^(?:str|int|float|bool|bytes|Decimal|date|datetime|time|timedelta|UUID\d?|\w*UUID|Any|AnyUrl|HttpUrl|EmailStr|NonNegativeInt|PositiveInt|Literal\b.*|(?:conint|constr|confloat)\b.*)$/s;

/**
 * The inputs of a handler whose parameters are typed: what stands in the path, scalars in the query, models in the
 * body, unless `Query`, `Header`, `Body` … say otherwise. https://fastapi.tiangolo.com/reference/parameters/
 */
export function handlerParameters({ typed }: HandlerText): Parameter[] {
  const found = (typed?.syntax.parameters ?? [])
    .flatMap(declaredBy)
    .map((declared) => ({ ...declared, inputs: parametersOf(declared, typed!.typeOf, 0) }));
  const bodies = found.filter(({ inputs }) => inputs[0]?.in === 'body');
  // One model is the body; of several, each is a field of it.
  return found.flatMap(({ inputs, name, value }) =>
    bodies.length > 1 && inputs.length > 1 && inputs[0]?.in === 'body'
      ? [{ name, in: 'body' as const, required: !isGiven(value) }]
      : inputs,
  );
}

function declaredBy({ pattern, rest, keywords }: FunctionParameter): Declared[] {
  if (rest || keywords || pattern.kind !== 'name') return [];
  return [{ name: pattern.name, type: pattern.type ?? '', value: pattern.fallback }];
}

function parametersOf({ name, type, value }: Declared, typeOf: TypeOf, depth: number): Parameter[] {
  const marker = markerOf(value);
  const [, inType] =
    /^(?:\w+\.)?Annotated\[.*\b(Query|Path|Header|Cookie|Body|Form|File|Depends|Security)\(/s.exec(type) ?? [];
  const says = saysOf(marker ?? value, marker !== null);
  const plain = plainType(type);
  switch (marker ? calledName(marker) : inType) {
    case 'Query':
      return [{ name: aliasOf(marker, type) ?? name, in: 'query', ...says }];
    case 'Header':
      return [{ name: aliasOf(marker, type) ?? name.replaceAll('_', '-'), in: 'header', ...says }];
    case 'Path':
      return [{ name: aliasOf(marker, type) ?? name, in: 'path', ...says, required: true }];
    case 'Form':
      return [{ name, in: 'body', ...says }];
    case 'Body':
      return fieldsOf(typeOf(plain), 0) ?? [{ name, in: 'body', ...says }];
    case 'Depends':
    case 'Security':
      return dependencyInputs(force(typeOf(dependencyOf(marker, type) ?? plain)), depth + 1);
    case 'Cookie':
    case 'File':
      return [];
  }
  if (marker && !isKnownDefault(marker)) return [];
  if (scalar.test(plain) || (type === '' && value !== null)) return [{ name, in: 'query', ...says }];
  if (plain === '') return [];
  const known = force(typeOf(plain));
  if (known.kind !== 'class') return [];
  return isEnum(known) ? [{ name, in: 'query', ...says }] : (fieldsOf(known, 0) ?? []);
}

/** The name of what an input depends on; null when its own type says it: `Depends()`. */
function dependencyOf(marker: CallExpression | null, type: string): string | null {
  if (!marker) return /\b(?:Depends|Security)\(\s*(?:dependency\s*=\s*)?([\w.]+)\s*[,)]/.exec(type)?.[1] ?? null;
  const [first = null] = marker.args.filter((arg) => arg.kind !== 'keywords');
  const dependency = first ?? keywordOf(marker, 'dependency');
  return dependency && (nameOf(dependency) ?? '');
}

function nameOf(expression: Expression): string | null {
  if (expression.kind === 'name') return expression.name;
  const object = expression.kind === 'member' ? nameOf(expression.object) : null;
  return expression.kind === 'member' && object !== null ? `${object}.${expression.name}` : null;
}

/** What a function asks for that a handler depends on, or making an instance of a class. */
function dependencyInputs(dependency: Value, depth: number): Parameter[] {
  if (depth > maxDependencies) return [];
  if (dependency.kind === 'function') return inputsOf(dependency.syntax, dependency.env, depth);
  if (dependency.kind !== 'class') return [];
  const maker = dependency.syntax.methods.find((method) => method.role === 'constructor');
  if (maker) return inputsOf(maker.body, dependency.env, depth);
  return (fieldsOf(dependency, 0) ?? []).map((field) => ({ ...field, in: 'query' }));
}

const inputsOf = ({ parameters }: FunctionExpression, env: Env, depth: number): Parameter[] =>
  parameters.flatMap(declaredBy).flatMap((declared) => parametersOf(declared, (type) => named(type, env), depth));

function named(name: string, env: Env): Value {
  const [first = '', ...path] = name.split('.');
  return path.reduce(memberOf, env.lookup(first) ?? unknown);
}

const isKnownDefault = (marker: CallExpression): boolean => /^[A-Z]/.test(calledName(marker)) === false;

const markerOf = (value: Expression | null): CallExpression | null => (value?.kind === 'call' ? value : null);

const calledName = ({ callee }: CallExpression): string =>
  callee.kind === 'name' || callee.kind === 'member' ? callee.name : '';

/** `Optional[Annotated["Item", …]]` is about an `Item`. */
function plainType(type: string): string {
  const text = type.trim().replace(/^(['"])(.*)\1$/s, '$2');
  const [, inner] = /^(?:\w+\.)?(?:Optional|Annotated)\[(.*)\]$/s.exec(text) ?? [];
  if (inner !== undefined) return plainType(inner.replace(/,(?![^[(]*[\])]).*$/s, ''));
  const parts = text.split('|').map((part) => part.trim());
  const [first = ''] = parts.filter((part) => part !== 'None');
  return parts.length > 1 ? plainType(first) : first;
}

function aliasOf(marker: CallExpression | null, type: string): string | null {
  const alias = marker && literalOf(keywordOf(marker, 'alias'));
  if (typeof alias === 'string') return alias;
  return /\balias\s*=\s*['"]([^'"]+)['"]/.exec(type)?.[1] ?? null;
}

function keywordOf({ args }: CallExpression, name: string): Expression | null {
  const last = args.at(-1);
  if (last?.kind !== 'keywords') return null;
  return (
    last.entries.flatMap((entry) => (entry.kind === 'entry' && entry.key === name ? [entry.value] : []))[0] ?? null
  );
}

function literalOf(value: Expression | null): Json | undefined {
  if (value?.kind === 'literal') return value.value;
  if (value?.kind !== 'array') return undefined;
  const items = value.items.map(literalOf);
  return items.includes(undefined) ? undefined : (items as Json[]);
}

/** `isMarker`: the value is a call such as `Query(10)`, whose first argument is the default. */
function saysOf(value: Expression | null, isMarker: boolean): Pick<Parameter, 'required' | 'example'> {
  const call = isMarker ? markerOf(value) : null;
  const [first] = call?.args.filter((arg) => arg.kind !== 'keywords') ?? [];
  const fallback = call ? (first ?? keywordOf(call, 'default')) : value;
  const hasDefault = call ? keywordOf(call, 'default_factory') !== null || isGiven(fallback) : isGiven(fallback);
  const examples = call && literalOf(keywordOf(call, 'examples'));
  const candidates = [
    call ? literalOf(keywordOf(call, 'example')) : undefined,
    Array.isArray(examples) ? examples[0] : undefined,
    literalOf(fallback),
  ];
  const example = candidates.find((candidate) => candidate !== undefined && candidate !== null);
  return { required: !hasDefault, ...(example === undefined ? {} : { example }) };
}

/** `...` stands for no default. */
const isGiven = (value: Expression | null): boolean =>
  value !== null && !(value.kind === 'other' && value.parts.length === 0);

const isEnum = (of: ClassValue): boolean =>
  [of.parent, ...of.mixins].some((parent) => {
    const known = parent && force(parent);
    if (known?.kind === 'external') return /Enum$/.test(known.origin.path.at(-1) ?? '');
    return known?.kind === 'class' && isEnum(known);
  });

const maxParents = 12;
const maxDependencies = 6;

/** The fields of a model, its parents' first; null when it is none. */
function fieldsOf(model: Value, depth: number): Parameter[] | null {
  const known = force(model);
  if (known.kind !== 'class' || depth > maxParents) return null;
  const inherited = parentsOf(known).flatMap((parent) => fieldsOf(parent, depth + 1) ?? []);
  const own = known.syntax.fields.flatMap(({ name, type, value }): Parameter[] => {
    if (type === null || /^ClassVar\b/.test(type) || name.startsWith('_') || name === 'model_config') return [];
    const marker = markerOf(value);
    return [{ name: (marker && aliasOf(marker, '')) ?? name, in: 'body', ...saysOf(marker ?? value, marker !== null) }];
  });
  return [...new Map([...inherited, ...own].map((field) => [field.name, field])).values()];
}
