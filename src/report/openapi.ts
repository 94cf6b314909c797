/** The endpoints as an OpenAPI 3.1 document: https://spec.openapis.org/oas/v3.1.1.html */

import { basename } from 'node:path';
import { type Endpoint, endpointId, type Json, type Method, type Parameter, type ScanResult } from '../model.ts';

type JsonObject = { [key: string]: Json };

/** OpenAPI has no word for all methods: these stand for `ANY`. */
const anyMethods: Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** What is known of the paths and no more. Of endpoints that OpenAPI takes for the same one, the first is described. */
export function openApiText(root: string, { endpoints }: Pick<ScanResult, 'endpoints'>): string {
  const document = new Document();
  // What names its method counts more than what answers all of them.
  for (const endpoint of endpoints) if (endpoint.method !== 'ANY') document.add(endpoint, endpoint.method);
  for (const endpoint of endpoints)
    if (endpoint.method === 'ANY') for (const method of anyMethods) document.add(endpoint, method);
  const info = { title: basename(root), version: '0', description: 'Found in the source code by Endpoint Profiler.' };
  return `${JSON.stringify({ openapi: '3.1.0', info, paths: document.paths }, null, 2)}\n`;
}

class Document {
  readonly paths: { [path: string]: JsonObject } = {};
  /** `/users/{id}` and `/users/{name}` are one path to OpenAPI: by their shape, the one that is written. */
  readonly #written = new Map<string, string>();
  readonly #ids = new Set<string>();

  add(endpoint: Endpoint, method: Method): void {
    const shape = endpoint.path.replace(/\{[^}]*\}/g, '{}');
    const path = this.#written.get(shape) ?? endpoint.path.replaceAll('*}', '}');
    this.#written.set(shape, path);
    const item = (this.paths[path] ??= {});
    item[fieldOf(method)] ??= operation(endpoint, method, path, this.#idOf(method, path));
  }

  /** `get_users_id`; with a number where that is taken. */
  #idOf(method: Method, path: string): string {
    const name = [method.toLowerCase(), ...(path.match(/\w+/g) ?? [])].join('_');
    let id = name;
    for (let i = 2; this.#ids.has(id); i++) id = `${name}_${i}`;
    this.#ids.add(id);
    return id;
  }
}

/** OpenAPI 3.1 has no field for QUERY; those that begin with `x-` are free. */
const fieldOf = (method: Method): string => (method === 'QUERY' ? 'x-query' : method.toLowerCase());

function operation(endpoint: Endpoint, method: Method, path: string, operationId: string): JsonObject {
  const { file, line, framework } = endpoint;
  const notes = [
    endpoint.method === 'ANY' && 'Answers every method.',
    /\*\}/.test(endpoint.path) && `Takes paths of any length: ${endpoint.path}.`,
  ].filter((note) => note !== false);
  const body = method === 'GET' || method === 'HEAD' ? null : requestBody(endpoint);
  return {
    operationId,
    summary: endpointId(endpoint),
    ...(notes.length > 0 ? { description: notes.join(' ') } : {}),
    parameters: [...pathParameters(endpoint, path), ...otherParameters(endpoint)],
    ...(body ? { requestBody: body } : {}),
    responses: { default: { description: 'What the handler answers' } },
    'x-handler': `${file}:${line}`,
    'x-framework': framework,
  };
}

const namesIn = (path: string): string[] => [...path.matchAll(/\{([^}*]*)\*?\}/g)].map(([, name = '']) => name);

/** Under the names of the path as it is written, which may be those of another endpoint of the same shape. */
function pathParameters(endpoint: Endpoint, path: string): JsonObject[] {
  const own = namesIn(endpoint.path);
  return [...new Set(namesIn(path))].map((name, i) => {
    const known = endpoint.parameters.find((parameter) => parameter.in === 'path' && parameter.name === own[i]);
    return { name, in: 'path', required: true, ...described(known) };
  });
}

const otherParameters = ({ parameters }: Endpoint): JsonObject[] =>
  parameters
    .filter((parameter) => parameter.in === 'query' || parameter.in === 'header')
    .map((parameter) => ({
      name: parameter.name,
      in: parameter.in,
      required: parameter.required,
      ...described(parameter),
    }));

function described(parameter: Parameter | undefined): JsonObject {
  const example = parameter?.example;
  return { schema: schemaOf(example), ...(example === undefined ? {} : { example }) };
}

function schemaOf(example: Json | undefined): JsonObject {
  if (example === undefined) return { type: 'string' };
  if (example === null || typeof example === 'object') return {};
  return { type: typeof example };
}

function requestBody({ parameters }: Endpoint): JsonObject | null {
  const fields = parameters.filter((parameter) => parameter.in === 'body');
  if (fields.length === 0) return null;
  const properties = fields.map(({ name, example }): [string, Json] => [
    name,
    example === undefined ? {} : { ...schemaOf(example), examples: [example] },
  ]);
  const required = fields.filter((field) => field.required).map(({ name }) => name);
  const schema = { type: 'object', properties: Object.fromEntries(properties), required };
  return { content: { 'application/json': { schema } } };
}
