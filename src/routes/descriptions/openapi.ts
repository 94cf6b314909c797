import { load } from 'js-yaml';
import type { Json, Parameter } from '../../model.ts';

/** What an OpenAPI 3 or Swagger 2 document says of the parameters of each operation. */
export interface ApiDescription {
  /** By method and path without the names of parameters: `GET /users/{}`. */
  operations: Map<string, Parameter[]>;
}

const saysVersion = /["']?\b(?:openapi|swagger)["']?\s*:\s*["']?[23]\./;
export const describedMethods = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options'];
/** OpenAPI leaves these to its other parts: https://spec.openapis.org/oas/v3.1.1#parameter-object */
const notParameters = new Set(['accept', 'content-type', 'authorization']);

/** Null when the text is something else. Throws when it is no valid JSON or YAML. */
export function readDescription(text: string): ApiDescription | null {
  if (!saysVersion.test(text)) return null;
  const document = load(text);
  if (!isRecord(document) || !isRecord(document.paths)) return null;
  const reader = new Reader(document);
  const operations = new Map<string, Parameter[]>();
  for (const [path, pathItem] of Object.entries(document.paths)) {
    const item = reader.resolved(pathItem);
    for (const method of describedMethods) {
      if (!isRecord(item[method])) continue;
      const parameters = reader.parametersOf(item, item[method]);
      for (const base of ['', ...basesOf(document)])
        operations.set(`${method.toUpperCase()} ${shapeOf(base + path)}`, parameters);
    }
  }
  return { operations };
}

/** `/users/{id}/` and `/users/{user}` have one shape, `/users/{}`. */
export const shapeOf = (path: string): string =>
  `/${path
    .replace(/\{[^{}]*\}/g, '{}')
    .split('/')
    .filter(Boolean)
    .join('/')}`;

/** The paths of OpenAPI's servers, whose addresses may hold variables with defaults; or Swagger's `basePath`. */
function basesOf(document: Fields): string[] {
  if (typeof document.basePath === 'string') return [document.basePath];
  const servers = Array.isArray(document.servers) ? document.servers.filter(isRecord) : [];
  return servers.flatMap(({ url, variables }) => {
    if (typeof url !== 'string') return [];
    const address = url.replace(/\{([^{}]+)\}/g, (whole, name: string) => {
      const variable = isRecord(variables) ? variables[name] : null;
      return isRecord(variable) && typeof variable.default === 'string' ? variable.default : whole;
    });
    return [address.replace(/^(?:[\w+.{}-]+:)?\/\/[^/]*|^\{[^/]*\}/, '')];
  });
}

type Fields = Record<string, unknown>;

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** References may lead to references. */
const maxDepth = 8;
/** Aliases of YAML may unfold without end: an example has no more values. */
const maxValues = 1000;

class Reader {
  readonly #document: Fields;

  constructor(document: Fields) {
    this.#document = document;
  }

  /** What a value or a local `$ref` stands for; empty when that is nothing. */
  resolved(value: unknown, depth = 0): Fields {
    if (!isRecord(value)) return {};
    if (typeof value.$ref !== 'string') return value;
    if (!value.$ref.startsWith('#/') || depth > maxDepth) return {};
    const keys = value.$ref.slice(2).split('/').map(unescapePointer);
    const target = keys.reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), this.#document);
    return this.resolved(target, depth + 1);
  }

  parametersOf(pathItem: Fields, operation: Fields): Parameter[] {
    const found = new Map<string, Parameter>();
    for (const raw of [pathItem.parameters, operation.parameters].flatMap((list) => (Array.isArray(list) ? list : [])))
      for (const parameter of this.#parameters(this.resolved(raw)))
        found.set(`${parameter.in} ${parameter.name}`, parameter);
    const content = this.resolved(this.resolved(operation.requestBody).content);
    const type = Object.keys(content).find((name) => /json/i.test(name)) ?? Object.keys(content)[0];
    const body = type === undefined ? [] : this.#fieldsOfBody(this.resolved(content[type]));
    return [...found.values(), ...body];
  }

  #parameters(raw: Fields): Parameter[] {
    const { name, in: place } = raw;
    if (place === 'body') return this.#fieldsOfBody(raw);
    if (typeof name !== 'string') return [];
    const required = raw.required === true;
    if (place === 'formData') return [{ name, in: 'body', required, ...this.#example(raw) }];
    if (place !== 'path' && place !== 'query' && place !== 'header') return [];
    if (place === 'header' && notParameters.has(name.toLowerCase())) return [];
    return [{ name, in: place, required, ...this.#example(raw) }];
  }

  /** The top-level fields; an example of the whole body is an example of each. */
  #fieldsOfBody(body: Fields): Parameter[] {
    const whole = this.#example(body).example;
    const { properties, required } = this.#shape(body.schema);
    return [...properties].map(([name, schema]) => {
      const example =
        isRecord(whole) && Object.hasOwn(whole, name) ? { example: whole[name] as Json } : this.#example({ schema });
      return { name, in: 'body', required: required.has(name), ...example };
    });
  }

  /** A schema may be a part of itself: each counts once. */
  #shape(schema: unknown, seen = new Set<Fields>()): { properties: Map<string, unknown>; required: Set<string> } {
    const known = this.resolved(schema);
    const { properties, required, allOf } = seen.has(known) ? {} : known;
    seen.add(known);
    const parts = Array.isArray(allOf) ? allOf.map((part) => this.#shape(part, seen)) : [];
    return {
      properties: new Map([
        ...parts.flatMap((part) => [...part.properties]),
        ...Object.entries(isRecord(properties) ? properties : {}),
      ]),
      required: new Set([...parts.flatMap((part) => [...part.required]), ...(Array.isArray(required) ? required : [])]),
    };
  }

  /** The first that is given: an example of its own, one of several, or what its schema says. */
  #example(holder: Fields): { example?: Json } {
    const schema = this.resolved(holder.schema);
    const [named] = Object.values(isRecord(holder.examples) ? holder.examples : {});
    const candidates = [
      holder.example,
      holder['x-example'],
      this.resolved(named).value,
      schema.example,
      Array.isArray(schema.examples) ? schema.examples[0] : undefined,
      schema.default,
      schema.const,
      Array.isArray(schema.enum) ? schema.enum[0] : undefined,
      // Swagger 2 puts these beside the name.
      holder.default,
      Array.isArray(holder.enum) ? holder.enum[0] : undefined,
    ];
    const example = candidates.find((candidate) => candidate !== undefined && candidate !== null);
    return example === undefined || isHuge(example) ? {} : { example: asJson(example) };
  }
}

function isHuge(value: unknown): boolean {
  const left = [value];
  for (let count = 0; left.length > 0; count++) {
    const next = left.pop();
    if (count === maxValues) return true;
    if (typeof next === 'object' && next !== null) left.push(...Object.values(next));
  }
  return false;
}

/** YAML knows dates, which JSON does not. */
const asJson = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;

const unescapePointer = (part: string): string => {
  const text = part.replaceAll('~1', '/').replaceAll('~0', '~');
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
