import type { Parameter } from '../../../model.ts';
import { force, stringOf, type Value } from '../../link/values.ts';
import { schemaParameters } from '../schemas/schemas.ts';
import { fieldsOf } from '../schemas/values.ts';

const targets: Record<string, Parameter['in']> = {
  param: 'path',
  query: 'query',
  header: 'header',
  json: 'body',
  form: 'body',
};

/** `zValidator('json', schema)`, `validator('query', schema)` and their like: https://hono.dev/docs/guides/validation */
export function validatedBy(middleware: Value): Parameter[] {
  const value = force(middleware);
  if (value.kind !== 'unknown' || !value.made || !/validator$/i.test(value.made.name)) return [];
  const [target, schema] = value.made.args;
  const place = targets[stringOf(target ?? value) ?? ''];
  return place && schema ? schemaParameters(schema, place) : [];
}

const requestParts: Record<string, Parameter['in']> = { params: 'path', query: 'query', headers: 'header' };

/** `createRoute({ request: { params, query, body: { content: { 'application/json': { schema } } } } })` */
export function requestParameters(route: Value): Parameter[] {
  const request = fieldsOf(fieldsOf(route)?.get('request')) ?? new Map<string, Value>();
  const content = fieldsOf(fieldsOf(request.get('body'))?.get('content'));
  const [bodySchema] = [...(content?.values() ?? [])].map((media) => fieldsOf(media)?.get('schema'));
  return [
    ...[...request].flatMap(([part, schema]) =>
      requestParts[part] ? schemaParameters(schema, requestParts[part]) : [],
    ),
    ...(bodySchema ? schemaParameters(bodySchema, 'body') : []),
  ];
}
