/** What a scan finds. */

import type { Json } from './json.ts';

/** `ANY`: the route answers every method. */
export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS' | 'QUERY' | 'ANY';

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header' | 'body';
  required: boolean;
  example?: Json;
}

export interface Endpoint {
  method: Method;
  /** OpenAPI template of the full path, mounts included: `/users/{id}`; a catch-all is `/docs/{slug*}`. */
  path: string;
  /** Name of the framework adapter that found it, `express`. */
  framework: string;
  /** Relative to the scanned root, with `/`. */
  file: string;
  /** 1-based line where the route is declared, and the last line of that declaration. */
  line: number;
  endLine: number;
  parameters: Parameter[];
  /** How the path was put together, from the application inwards to the route itself. */
  why: PathStep[];
}

/** One step of the way to a full path: `mounted at /api`, and where the code says so. */
export interface PathStep {
  text: string;
  file: string;
  line: number;
}

/** `GET /users/{id}`: names an endpoint in selectors, configs and baselines. */
export type EndpointId = string & { readonly brand: 'EndpointId' };

export const endpointId = (endpoint: Pick<Endpoint, 'method' | 'path'>): EndpointId =>
  `${endpoint.method} ${endpoint.path}` as EndpointId;

export type ScanWarning =
  | { kind: 'unreadable-file'; file: string; message: string }
  | { kind: 'unparsable-code'; file: string; line: number; message: string }
  | { kind: 'unresolved-prefix'; file: string; line: number; reason: string }
  | { kind: 'unresolved-path'; file: string; line: number; reason: string };

/** An endpoint of whose path a part is known only to the running program, until a person completes it. */
export interface UnresolvedEndpoint {
  method: Method;
  /** `path`: that of the route itself is not known; `prefix`: what stands before it. */
  missing: 'prefix' | 'path';
  /** What is known of the path: its end where the prefix is missing, its beginning where the route's own path is. */
  path: string;
  reason: string;
  /** Where the part stands that is not known. */
  at: { file: string; line: number };
  framework: string;
  file: string;
  line: number;
  endLine: number;
  parameters: Parameter[];
  /** Under which key of the config's `routes.prefixes` or `routes.paths` a person completes it. */
  key: string;
}

/** What people have said of paths that the code does not tell; by file, or by `file:line`. */
export interface RouteCompletions {
  /** File of a router → what stands before all of its paths, `/api/v1`. */
  prefixes: Record<string, string>;
  /** `file:line` of a route → its full path as an OpenAPI template. */
  paths: Record<string, string>;
}

/** What of a folder is scanned. */
export interface ScanScope {
  /** Whether folders and files of tests count like any other. */
  includeTests: boolean;
  /** Globs of what is left out, relative to the root: those of the editor's `files.exclude`. */
  exclude: string[];
}

/** Files of a project → those that each needs to run, all relative to the root, with `/`. */
export type FileImports = ReadonlyMap<string, readonly string[]>;

export interface ScanResult {
  /** Sorted by path, then method, then file. */
  endpoints: Endpoint[];
  /** Sorted by file and line. */
  unresolved: UnresolvedEndpoint[];
  warnings: ScanWarning[];
}

/** What an endpoint does to data, as its method says. */
export type EndpointClass = 'read' | 'write' | 'delete';

export function classOf({ method }: Pick<Endpoint, 'method'>): EndpointClass {
  if (method === 'DELETE') return 'delete';
  return ['GET', 'HEAD', 'OPTIONS', 'QUERY', 'ANY'].includes(method) ? 'read' : 'write';
}
