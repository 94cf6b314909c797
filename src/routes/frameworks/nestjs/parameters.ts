import type { Json, Parameter } from '../../../model.ts';
import type { Evaluate } from '../../adapter.ts';
import { type ClassValue, type Env, force, literal, stringOf, unknown, type Value } from '../../link/values.ts';
import type { ClassField, ClassMethod, Expression } from '../../syntax.ts';
import { schemaParameters } from '../schemas/schemas.ts';
import { type Decorator, recorded } from './decorators.ts';
import { namesOf } from './prefixes.ts';

const sources: Record<string, Parameter['in']> = {
  Param: 'path',
  Query: 'query',
  Body: 'body',
  Headers: 'header',
  ApiParam: 'path',
  ApiQuery: 'query',
  ApiHeader: 'header',
};

interface Reading {
  /** The method's own. */
  decorators: Decorator[];
  evaluate: Evaluate;
}

/**
 * `@Param('id') id`, `@Query() filter: FilterDto`, and what `@ApiQuery({ name, example })` adds.
 * https://docs.nestjs.com/controllers#request-object, https://docs.nestjs.com/openapi/operations
 */
export function parametersOf(method: ClassMethod, env: Env, { decorators, evaluate }: Reading): Parameter[] {
  const found = new Map<string, Parameter>();
  const add = (parameter: Parameter) => {
    const key = `${parameter.in} ${parameter.name}`;
    found.set(key, { ...found.get(key), ...parameter });
  };
  for (const { decorated } of method.body.parameters)
    for (const decorator of decorated?.decorators ?? []) {
      const source = sources[nameOf(decorator)];
      if (!source || decorator.kind !== 'call') continue;
      const { type, optional } = decorated!;
      const [first = unknown] = decorator.args.slice(0, 1).map((argument) => force(evaluate(argument, env)));
      const name = first.kind === 'literal' ? stringOf(first) : null;
      if (name !== null) {
        const defaults = defaultIn(decorator.args, env, evaluate);
        const required = source === 'path' || !(optional || defaults !== undefined || acceptsNothing(type));
        add({ name, in: source, required, ...(defaults === undefined ? {} : { example: defaults }) });
      } else {
        const dto = type === null ? unknown : force(env.lookup(type) ?? unknown);
        const fields = dto.kind === 'class' ? fieldsOf(dto, source, evaluate) : [];
        for (const field of [...fields, ...pipedFields(decorator.args, source, env, evaluate)]) add(field);
      }
    }
  for (const { name, args } of decorators) {
    const source = sources[name];
    const fields = namesOf(args[0]);
    const called = fields.name && stringOf(fields.name);
    if (!source || !called || !/^Api/.test(name)) continue;
    const required = source === 'path' || !(fields.required && stringOf(fields.required) === 'false');
    add({ name: called, in: source, required, ...exampleIn(fields) });
  }
  return [...found.values()];
}

const nameOf = (decorator: Expression): string =>
  decorator.kind === 'call' && decorator.callee.kind === 'name' ? decorator.callee.name : '';

const acceptsNothing = (type: string | null): boolean => /\|\s*(undefined|null)\b/.test(type ?? '');

/** `new DefaultValuePipe(10)`; null when a pipe only says that the value may be left out. */
function defaultIn(args: Expression[], env: Env, evaluate: Evaluate): Json | undefined {
  for (const argument of args) {
    if (argument.kind !== 'call' || !argument.constructs || !argument.args[0]) continue;
    const given = evaluate(argument.args[0], env);
    if (nameOf(argument) === 'DefaultValuePipe') return jsonOf(given);
  }
  return undefined;
}

/** `@Body(new ZodValidationPipe(schema))`: https://docs.nestjs.com/pipes#object-schema-validation */
const pipedFields = (args: Expression[], source: Parameter['in'], env: Env, evaluate: Evaluate): Parameter[] =>
  args.flatMap((pipe) => {
    const given = pipe.kind === 'call' && pipe.constructs ? pipe.args[0] : undefined;
    const schema = given ? force(evaluate(given, env)) : unknown;
    // An object that is spelled out is options.
    return schema.kind === 'unknown' ? schemaParameters(schema, source) : [];
  });

/** The fields of a class that describes a query or a body, and of those it is made from. */
function fieldsOf(dto: ClassValue, source: Parameter['in'], evaluate: Evaluate, depth = 0): Parameter[] {
  const inherited = dto.parent && depth < 10 ? inheritedFields(dto.parent, source, evaluate, depth + 1) : [];
  const own = dto.syntax.fields
    .filter((field) => !field.static)
    .map((field): Parameter => {
      const described = descriptionOf(field, dto.env, evaluate);
      const optional =
        field.optional ||
        field.value !== null ||
        (field.decorators ?? []).some((decorator) => /^(IsOptional|ApiPropertyOptional)$/.test(nameOf(decorator))) ||
        (described.required && stringOf(described.required) === 'false');
      return { name: field.name, in: source, required: !optional, ...exampleIn(described) };
    });
  return [...new Map([...inherited, ...own].map((field) => [field.name, field])).values()];
}

function descriptionOf({ decorators = [] }: ClassField, env: Env, evaluate: Evaluate) {
  const api = decorators.find((decorator) => /^ApiProperty(Optional)?$/.test(nameOf(decorator)));
  return api?.kind === 'call' && api.args[0] ? namesOf(evaluate(api.args[0], env)) : {};
}

/** `PartialType(Dto)`, `OmitType(Dto, ['id'])`: https://docs.nestjs.com/openapi/mapped-types */
function inheritedFields(parent: Value, source: Parameter['in'], evaluate: Evaluate, depth: number): Parameter[] {
  const known = force(parent);
  if (known.kind === 'class') return fieldsOf(known, source, evaluate, depth);
  // `createZodDto(schema)`: https://github.com/BenLorantfy/nestjs-zod
  if (known.kind === 'unknown' && known.made) return schemaParameters(known.made.args[0] ?? unknown, source);
  const call = recorded(known);
  if (!call || depth > 10) return [];
  const [first = unknown, keys = literal(null)] = call.args;
  const listed = force(keys);
  const names = new Set(listed.kind === 'array' ? listed.items.map(stringOf) : []);
  const of = (value: Value) => inheritedFields(value, source, evaluate, depth + 1);
  switch (call.name) {
    case 'PartialType':
      return of(first).map((field) => ({ ...field, required: false }));
    case 'OmitType':
      return of(first).filter(({ name }) => !names.has(name));
    case 'PickType':
      return of(first).filter(({ name }) => names.has(name));
    case 'IntersectionType':
      return call.args.flatMap(of);
    default:
      return [];
  }
}

function exampleIn({ example, default: preset }: Record<string, Value | undefined>): { example?: Json } {
  const json = [example, preset].map((value) => value && jsonOf(value)).find((value) => value !== undefined);
  return json === undefined ? {} : { example: json };
}

function jsonOf(value: Value): Json | undefined {
  const known = force(value);
  if (known.kind === 'literal') return known.value;
  if (known.kind === 'array') {
    const items = known.items.map(jsonOf);
    return items.includes(undefined) ? undefined : (items as Json[]);
  }
  return undefined;
}
