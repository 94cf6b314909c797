import type { ClassDeclaration, DeclaredRoute, DeclaredRouter, Evaluate, FrameworkAdapter } from '../adapter.ts';
import { python } from '../languages/python.ts';
import { parentsOf } from '../link/members.ts';
import { type ClassValue, force, literal, splitKeywords, stringOf, unknown, type Value } from '../link/values.ts';
import type { CallExpression, Expression } from '../syntax.ts';
import { adapter as flask } from './flask.ts';
import { methodsIn } from './shared/arguments.ts';
import { requestParameters } from './shared/flask-request.ts';

/** https://flask-appbuilder.readthedocs.io/en/latest/views.html and …/rest_api.html */
export const adapter: FrameworkAdapter = {
  name: 'flask-appbuilder',
  language: python,
  packages: ['flask_appbuilder'],
  methods: new Set(),
  keepsSlash: true,
  concerns: (text) => /@expose\(/.test(text),
  creates: () => null,
  resembles: () => null,
  call: () => null,
  templates: flask.templates,
  declaresClass,
  parameters: requestParameters,
};

/** A class of views has a prefix of its own; where nothing says it, its name is in it. */
function declaresClass({ value, evaluate }: ClassDeclaration): DeclaredRouter | null {
  const base = rootName(value, 0);
  const routes = base === null ? [] : routesOf(value, evaluate, 0);
  if (base === null || routes.length === 0) return null;
  const name = (value.syntax.name ?? '').toLowerCase();
  const resource = stringOf(fieldOf(value, 'resource_name')) ?? name;
  const isApi = /Api$/.test(base);
  const prefix = stringOf(fieldOf(value, 'route_base')) ?? (isApi ? `/api/v1/${resource}` : `/${name}`);
  const { line, endLine } = value.syntax;
  return { role: 'application', prefix: literal(prefix), label: value.syntax.name ?? 'views', line, endLine, routes };
}

const maxParents = 12;

/** The class of the package that it extends in the end. */
function rootName({ parent, mixins }: ClassValue, depth: number): string | null {
  for (const base of [...(parent ? [parent] : []), ...mixins].map(force)) {
    if (base.kind === 'external' && base.origin.module.startsWith('flask_appbuilder'))
      return base.origin.path.at(-1) ?? '';
    const name = base.kind === 'class' && depth < maxParents ? rootName(base, depth + 1) : null;
    if (name !== null) return name;
  }
  return null;
}

function fieldOf(value: ClassValue, name: string): Value {
  return value.fields.get(name) ?? parentsOf(value).map((parent) => fieldOf(parent, name))[0] ?? unknown;
}

function routesOf(value: ClassValue, evaluate: Evaluate, depth: number): DeclaredRoute[] {
  const { file } = value.env.module;
  const own = value.syntax.methods.flatMap(({ decorators, body: { line, endLine } }) =>
    decorators.filter(isExpose).map((decorator): DeclaredRoute => {
      const { positional, keywords } = splitKeywords(decorator.args.map((arg) => evaluate(arg, value.env)));
      const methods = keywords.get('methods') ?? positional[1];
      const paths = keywords.get('url') ?? positional[0] ?? literal('/');
      return { methods: (methods && methodsIn(methods)) ?? ['GET'], paths, file, line, endLine, parameters: [] };
    }),
  );
  const inherited =
    depth < maxParents ? parentsOf(value).flatMap((parent) => routesOf(parent, evaluate, depth + 1)) : [];
  return [...own, ...inherited];
}

const isExpose = (decorator: Expression): decorator is CallExpression =>
  decorator.kind === 'call' && decorator.callee.kind === 'name' && decorator.callee.name === 'expose';
