import type { Method } from '../../../model.ts';

/** What a route can answer, besides `ANY`. QUERY: https://www.rfc-editor.org/rfc/rfc10008 */
export const httpMethods: Method[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY'];

/** By the names that most routers give to their methods: `get`, and `all` for any. */
export const verbs: Record<string, Method> = {
  ...Object.fromEntries(httpMethods.map((method) => [method.toLowerCase(), method])),
  all: 'ANY',
};
