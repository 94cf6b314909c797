import type { Method, Parameter } from '../../../model.ts';
import type { DeclaredRouter, HandlerText, ModuleDeclarations } from '../../adapter.ts';
import { force, literal, routerOf, type Value } from '../../link/values.ts';
import { escaped, inputsIn } from '../shared/handler-text.ts';
import { exportedHandlers, inputsOf } from './exported-handlers.ts';

const httpMethods: Method[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** The exports of a route file that are named after the methods they answer. */
export const methodExports: ReadonlyMap<string, Method> = new Map(httpMethods.map((method) => [method, method]));

/** Whether a file's text exports one of these names, `a|b`. */
export const exportsOneOf = (names: string): RegExp =>
  new RegExp(
    String.raw`\bexport\s+(?:(?:async\s+)?function[\s*]+|(?:const|let|var)\s+(?:\{[^}]*?)?|\{[^}]*?)\b(?:${names})\b|\bexports\.(?:${names})\b`,
  );

/**
 * A route file whose exports answer a method each, at one path. An app of another framework that is exported, as in
 * `export const GET = handle(app)`, answers by its own routes: those are the endpoints.
 */
export function exportsAsRoutes(
  module: ModuleDeclarations,
  place: { prefix: Value; paths: string[]; methods: ReadonlyMap<string, Method> },
): DeclaredRouter[] {
  const exported = module.exports();
  const routes = [...exportedHandlers(module).values()].flatMap((handler) => {
    const method = place.methods.get(handler.name);
    if (!method || isRouter(exported.get(handler.name))) return [];
    const { line, endLine } = handler;
    const parameters = inputsOf(handler, module, { parameters: webInputs });
    const paths: Value = { kind: 'array', items: place.paths.map((path) => literal(path)) };
    return [{ methods: [method], paths, line, endLine, parameters }];
  });
  return routes.length === 0 ? [] : [routerAt(place.prefix, routes)];
}

/** Modules that have nothing to do with routers are not read for it. */
const isRouter = (value: Value | undefined): boolean =>
  value !== undefined && (value.kind !== 'lazy' || value.near()) && routerOf(force(value)) !== null;

export const routerAt = (prefix: Value, routes: DeclaredRouter['routes']): DeclaredRouter => ({
  role: 'application',
  prefix,
  label: 'its place among the files',
  line: 1,
  endLine: 1,
  routes,
});

const searchParameter = /\bsearchParams\s*\??\.\s*(?:get|getAll|has)\(\s*['"`]([\w$.[\]-]+)/g;

/** The inputs that a handler of web-standard requests names: `searchParams.get('page')`, `(await request.json()).name`. */
export function webInputs({ parameters: [first], text }: HandlerText): Parameter[] {
  const found = new Map<string, Parameter>();
  const add = (place: 'query' | 'body', name: string) =>
    found.set(`${place} ${name}`, { name, in: place, required: false });
  for (const [, name = ''] of text.matchAll(searchParameter)) add('query', name);
  // Answers of other servers are read the same way as the request.
  const body = String.raw`=\s*(?:[\w.]+\(\s*)?\(?await\s+(?:\w+\.)?(?:req|request|${escaped(first ?? 'request')})\.(json|formData)\(\)`;
  for (const [, list = ''] of text.matchAll(new RegExp(String.raw`\{([^{}]*)\}\s*(?::[^=;{]+)?${body}`, 'g')))
    for (const part of list.split(',')) {
      const name = /^\s*([\w$]+)/.exec(part)?.[1];
      if (name) add('body', name);
    }
  for (const [, value = '', kind] of text.matchAll(
    new RegExp(String.raw`\b(?:const|let)\s+([\w$]+)[^=;]*${body}`, 'g'),
  )) {
    const field = new RegExp(String.raw`\b${escaped(value)}\.get(?:All)?\(\s*['"${'`'}]([\w$.-]+)`, 'g');
    if (kind === 'json') for (const { name } of inputsIn(text, { body: escaped(value) })) add('body', name);
    else for (const [, name = ''] of text.matchAll(field)) add('body', name);
  }
  return [...found.values()];
}
