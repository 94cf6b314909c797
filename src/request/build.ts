/** Puts an endpoint and its sample values together into the one request that is sent. */

import type { Endpoint, HttpRequest, Json, Parameter } from '../model.ts';

export interface SampleValues {
  path: Record<string, string>;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: Json;
}

export type BuiltRequest =
  | { state: 'ready'; request: HttpRequest; assumed: { parameter: string; value: string }[] }
  | { state: 'needs-sample'; missing: Parameter[] };

const noValues: SampleValues = { path: {}, query: {}, headers: {}, body: null };

/** A key most tables have; it is said in the result that it was assumed. */
const assumedId = '1';
const looksLikeId = (name: string) => /(^|[_-])(id|ID)$|[a-z]I[dD]$/.test(name);

/** `origin` as in the config: `http://127.0.0.1:3000`; a path in it is kept as a prefix. */
export function buildRequest(endpoint: Endpoint, origin: string, values: SampleValues = noValues): BuiltRequest {
  const assumed: { parameter: string; value: string }[] = [];
  const missing: Parameter[] = [];
  const sampleFor = (parameter: Parameter, given: Record<string, string>): string | undefined => {
    const value = Object.hasOwn(given, parameter.name) ? given[parameter.name] : undefined;
    if (value !== undefined && (parameter.in !== 'path' || isSegment(value))) return value;
    if (!parameter.required) return undefined;
    if (parameter.example !== undefined && parameter.example !== null) return String(parameter.example);
    if (parameter.in === 'path' && looksLikeId(parameter.name)) {
      assumed.push({ parameter: parameter.name, value: assumedId });
      return assumedId;
    }
    missing.push(parameter);
    return undefined;
  };

  const query = new URLSearchParams(values.query);
  const headers = lowerCaseNames(values.headers);
  const path = new Map<string, string>();
  for (const parameter of endpoint.parameters) {
    if (parameter.in === 'path') path.set(parameter.name, sampleFor(parameter, values.path) ?? '');
    if (parameter.in === 'query') setIfKnown(query, parameter.name, sampleFor(parameter, values.query));
    if (parameter.in === 'header')
      setIfKnown(headers, parameter.name.toLowerCase(), sampleFor(parameter, values.headers));
  }
  const method = endpoint.method === 'ANY' ? 'GET' : endpoint.method;
  const sampleBody = values.body ?? (carriesBody(method) ? bodyFromExamples(endpoint.parameters, missing) : null);
  if (missing.length > 0) return { state: 'needs-sample', missing };

  const body = typeof sampleBody === 'string' || sampleBody === null ? sampleBody : JSON.stringify(sampleBody);
  if (body !== null && !headers.has('content-type')) headers.set('content-type', 'application/json');
  const base = origin.replace(/\/$/, '');
  const search = query.size > 0 ? `?${query}` : '';
  const request: HttpRequest = {
    method,
    url: `${base}${fillTemplate(endpoint.path, path)}${search}`,
    headers: Object.fromEntries(headers),
    body,
  };
  return { state: 'ready', request, assumed };
}

const carriesBody = (method: string): boolean => !['GET', 'HEAD', 'OPTIONS'].includes(method);

/** An object of the fields that have an example. Required ones that have none are added to `missing`. */
function bodyFromExamples(parameters: Parameter[], missing: Parameter[]): Json {
  const inBody = parameters.filter((parameter) => parameter.in === 'body');
  const known = inBody.flatMap(({ name, example }): [string, Json][] =>
    example === undefined ? [] : [[name, example]],
  );
  missing.push(...inBody.filter(({ required, example }) => required && example === undefined));
  return known.length > 0 ? Object.fromEntries(known) : null;
}

/** A catch-all `{slug*}` takes several segments, so its slashes stay. */
function fillTemplate(template: string, values: ReadonlyMap<string, string>): string {
  return template.replace(/\{([^}*?]+)(\*?)[^}]*\}/g, (_, name: string, many: string) => {
    const value = values.get(name) ?? '';
    return many ? value.split('/').map(encodeURIComponent).join('/') : encodeURIComponent(value);
  });
}

/** The others are no value of a path parameter: they would make it another endpoint's path. */
export const isSegment = (value: string): boolean => !['', '.', '..'].includes(value);

const lowerCaseNames = (headers: Record<string, string>) =>
  new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

function setIfKnown(target: { set(name: string, value: string): unknown }, name: string, value: string | undefined) {
  if (value !== undefined) target.set(name, value);
}
