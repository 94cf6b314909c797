import type { Method } from '../../../model.ts';
import type { ClassDeclaration, DeclaredRoute, DeclaredRouter, Evaluate } from '../../adapter.ts';
import { type ClassValue, force, literal, unknown, type Value } from '../../link/values.ts';
import { type Decorator, decoratorsOf } from './decorators.ts';
import { parametersOf } from './parameters.ts';
import { namesOf } from './prefixes.ts';

const methods: Record<string, Method> = {
  Get: 'GET',
  Sse: 'GET',
  Head: 'HEAD',
  Post: 'POST',
  Put: 'PUT',
  Patch: 'PATCH',
  Delete: 'DELETE',
  Options: 'OPTIONS',
  QueryMethod: 'QUERY',
  All: 'ANY',
};

const routeNames = /^(?:Get|Sse|Head|Post|Put|Patch|Delete|Options|QueryMethod|All|RequestMapping)$/;

/** `@Controller('users')`, with the routes of the classes it inherits from: https://docs.nestjs.com/controllers */
export function controllerOf({ value, evaluate }: ClassDeclaration): DeclaredRouter | null {
  const decorators = decoratorsOf(value.syntax.decorators, value.env, { wanted: /^(Controller|Module)$/, evaluate });
  const controller = decorators.find(({ name }) => name === 'Controller');
  if (!controller) return null;
  const [given = literal('')] = controller.args;
  const isPath = force(given).kind !== 'object';
  const { path = literal(''), version } = namesOf(given);
  const { line } = value.syntax;
  return {
    role: 'controller',
    label: `controller ${value.syntax.name ?? ''}`.trim(),
    prefix: isPath ? given : path,
    line,
    endLine: line,
    settings: versionSetting(version ?? versionIn(decorators)),
    routes: [...routesOf(value, evaluate, new Set()), ...generatedRoutes(value)],
  };
}

const versionIn = (decorators: Decorator[]): Value | undefined =>
  decorators.find(({ name }) => name === 'Version')?.args[0];

const versionSetting = (version: Value | undefined) => (version ? { version } : {});

/** `@Crud({ … })` of several packages makes routes of its own; which ones is not for us to guess. */
const generatedRoutes = ({ syntax }: ClassValue): DeclaredRoute[] =>
  syntax.decorators.flatMap((decorator): DeclaredRoute[] => {
    if (decorator.kind !== 'call' || decorator.callee.kind !== 'name' || decorator.callee.name !== 'Crud') return [];
    const { line, endLine } = decorator;
    return [{ methods: ['ANY'], paths: unknown, line, endLine, parameters: [] }];
  });

/** A method that is overridden has only the decorators of the one that overrides it. */
function routesOf(value: ClassValue, evaluate: Evaluate, overridden: Set<string>): DeclaredRoute[] {
  const { syntax, env } = value;
  const own = syntax.methods.flatMap((method): DeclaredRoute[] => {
    if (method.role !== 'method' || method.static || overridden.has(method.name)) return [];
    overridden.add(method.name);
    if (method.decorators.length === 0) return [];
    const decorators = decoratorsOf(method.decorators, env, { wanted: routeNames, evaluate });
    const route = decorators.find(({ name }) => routeNames.test(name));
    if (!route) return [];
    return [
      {
        ...meaningOf(route),
        file: env.module.file,
        line: route.line,
        endLine: method.body.endLine,
        parameters: parametersOf(method, env, { decorators, evaluate }),
        settings: versionSetting(versionIn(decorators)),
      },
    ];
  });
  const parent = force(value.parent ?? literal(null));
  return parent.kind === 'class' ? [...own, ...routesOf(parent, evaluate, overridden)] : own;
}

function meaningOf({ name, args }: Decorator): Pick<DeclaredRoute, 'methods' | 'paths'> {
  const [first = literal('')] = args;
  if (name !== 'RequestMapping') return { methods: [methods[name]!], paths: force(first) };
  const { path = literal(''), method } = namesOf(first);
  const kind = method && force(method);
  const named = kind?.kind === 'external' ? (kind.origin.path.at(-1) ?? '') : 'GET';
  const known = Object.values(methods).find((candidate) => candidate === named);
  return { methods: named === 'ALL' ? ['ANY'] : known ? [known] : [], paths: path };
}
