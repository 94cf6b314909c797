import type { Parameter } from '../../../model.ts';
import type { FrameworkAdapter, ModuleDeclarations } from '../../adapter.ts';
import { force } from '../../link/values.ts';
import type { Expression, FunctionExpression, Pattern, Statement } from '../../syntax.ts';

/** A handler that a route file exports under a name. */
export interface ExportedHandler {
  name: string;
  /** 1-based; of the handler where it stands in this file, otherwise of the export. */
  line: number;
  endLine: number;
  /** What is exported, as far as this file says it. */
  expression: Expression | null;
}

/** The exports of a route file, whatever way they are written; other modules are only read for `export * from`. */
export function exportedHandlers(module: ModuleDeclarations): Map<string, ExportedHandler> {
  const { body } = module.syntax;
  const handlers = new Map<string, ExportedHandler>();
  for (const [name, value] of module.exports()) {
    const exported = body.findLast((statement) => statement.kind === 'export' && statement.name === name);
    if (exported?.kind === 'export') {
      const expression = resolved(exported.value, body);
      const { line, endLine } = linesOf(expression) ?? exported;
      handlers.set(name, { name, line, endLine, expression });
      continue;
    }
    const all = body.find((statement) => statement.kind === 'export-all');
    const known = all ? null : force(value);
    const expression = known?.kind === 'function' && known.env.module.file === module.file ? known.syntax : null;
    const line = all?.kind === 'export-all' ? all.line : 1;
    handlers.set(name, { name, expression, ...(linesOf(expression) ?? { line, endLine: line }) });
  }
  return handlers;
}

/** The value that the module itself gives a name; null when it has none. */
export function declaredIn(body: Statement[], name: string): Expression | null {
  const found = body.findLast((statement) => statement.kind === 'declaration' && binds(statement.target, name));
  return found?.kind === 'declaration' ? found.value : null;
}

function binds(pattern: Pattern | null, name: string): boolean {
  if (pattern?.kind === 'name') return pattern.name === name;
  return pattern?.kind === 'object' && pattern.entries.some(({ target }) => binds(target, name));
}

function resolved(expression: Expression, body: Statement[]): Expression {
  const declared = expression.kind === 'name' ? declaredIn(body, expression.name) : null;
  return declared ?? expression;
}

function linesOf(expression: Expression | null): { line: number; endLine: number } | null {
  return expression?.kind === 'function' || expression?.kind === 'call' ? expression : null;
}

/** The functions of this file that a handler is made of: itself, or what wrappers are given. */
export function functionsOf({ expression }: ExportedHandler, { syntax }: ModuleDeclarations): FunctionExpression[] {
  return expression ? functionsIn(expression, syntax.body, 0) : [];
}

function functionsIn(expression: Expression, body: Statement[], depth: number): FunctionExpression[] {
  const inside = (parts: Expression[]) =>
    depth < 5 ? parts.flatMap((part) => functionsIn(part, body, depth + 1)) : [];
  switch (expression.kind) {
    case 'function':
      return [expression];
    case 'call':
      return inside(expression.callee.kind === 'call' ? [expression.callee, ...expression.args] : expression.args);
    case 'object':
      return inside(expression.entries.map(({ value }) => value));
    case 'array':
      return inside(expression.items);
    case 'name': {
      const declared = declaredIn(body, expression.name);
      return declared ? inside([declared]) : [];
    }
    default:
      return [];
  }
}

/** The inputs that a handler's own text names. */
export function inputsOf(
  handler: ExportedHandler,
  module: ModuleDeclarations,
  adapter: Pick<FrameworkAdapter, 'parameters'>,
): Parameter[] {
  const found = functionsOf(handler, module).flatMap(({ start, end, parameters }) =>
    adapter.parameters({
      parameters: parameters.map(({ pattern }) => (pattern.kind === 'name' ? pattern.name : null)),
      text: module.syntax.text.slice(start, end),
    }),
  );
  return [...new Map(found.map((parameter) => [`${parameter.in} ${parameter.name}`, parameter])).values()];
}
