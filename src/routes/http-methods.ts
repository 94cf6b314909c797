import type { Method } from '../model.ts';

/** What a route can answer, besides `ANY`. QUERY: https://www.rfc-editor.org/rfc/rfc10008 */
export const httpMethods: Method[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY'];
