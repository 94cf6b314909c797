import { posix } from 'node:path';
import type { ModuleDeclarations } from '../../adapter.ts';
import { stringOf } from '../../link/values.ts';
import type { CallExpression, Expression } from '../../syntax.ts';
import { declaredIn, exportedHandlers } from './exported-handlers.ts';
import { settingOf } from './settings.ts';

/** Files below a folder are routes by their names. */
export interface RouteConvention {
  style: 'flat' | 'nested';
  /** With `/` at its end. */
  folder: string;
  prefix: string;
}

export interface RouteConfig {
  routes: { path: string; file: string }[];
  conventions: RouteConvention[];
}

const maxDepth = 20;

/** What a `routes.ts` lists: https://reactrouter.com/start/framework/routing */
export function readRouteConfig(module: ModuleDeclarations, app: string, nests: boolean): RouteConfig {
  const found: RouteConfig = { routes: [], conventions: [] };
  const text = (expression: Expression | undefined): string | null =>
    expression ? stringOf(module.evaluate(expression, module.env)) : null;

  const add = (path: string, file: string | null) => {
    if (file !== null) found.routes.push({ path, file: posix.join(app, file) });
  };

  function read(expression: Expression | undefined, prefix: string, depth = 0): void {
    if (!expression || depth > maxDepth) return;
    switch (expression.kind) {
      case 'array':
        for (const item of expression.items) read(item, prefix, depth + 1);
        return;
      case 'spread':
        read(expression.value, prefix, depth + 1);
        return;
      case 'fallback':
      case 'choice':
        for (const option of expression.options) read(option, prefix, depth + 1);
        return;
      case 'name':
        read(declaredIn(module.syntax.body, expression.name) ?? undefined, prefix, depth + 1);
        return;
      case 'call':
        readCall(expression, prefix, depth + 1);
        return;
    }
  }

  function readCall({ callee, args }: CallExpression, prefix: string, depth: number): void {
    const [first, second] = args;
    const name = callee.kind === 'name' || callee.kind === 'member' ? callee.name : '';
    if (name === 'index') {
      add(prefix, text(first));
    } else if (name === 'layout') {
      read(childrenIn(args.slice(1)), prefix, depth);
    } else if (name === 'prefix') {
      const own = text(first);
      if (own !== null) read(second, `${prefix}/${own}`, depth);
    } else if (name === 'route') {
      // A route without a path is a layout.
      const own = first?.kind === 'literal' && first.value === null ? '' : text(first);
      if (own === null) return;
      add(`${prefix}/${own}`, text(second));
      read(childrenIn(args.slice(2)), `${prefix}/${own}`, depth);
    } else {
      const folder = (first && text(settingOf(first, 'rootDirectory') ?? undefined)) || 'routes';
      const style = name === 'flatRoutes' && !nests ? 'flat' : 'nested';
      found.conventions.push({ style, folder: `${posix.join(app, folder)}/`, prefix });
    }
  }

  const exported = exportedHandlers(module).get('default')?.expression;
  if (exported) read(exported, '');
  return found;
}

/** Options may stand before them. */
const childrenIn = (args: Expression[]): Expression | undefined => args.find((arg) => arg.kind !== 'object');
