import type { Expression, Pattern, Statement } from '../syntax.ts';
import { nameless, readExpression, readFunction, readString, tuple } from './go-expressions.ts';
import { builtin, callOf } from './go-nodes.ts';
import { readType, typeName } from './go-types.ts';
import { children, field, lineOf } from './nodes.ts';
import type { Node } from './tree-sitter.ts';

export const readStatements = (node: Node): Statement[] => children(node).flatMap(readStatement);

const expression = (value: Expression): Statement[] => [{ kind: 'expression', value }];

const named = (name: string, type: string | null = null): Pattern => ({ kind: 'name', name, type, fallback: null });

const declare = (name: string, value: Expression | null): Statement => ({
  kind: 'declaration',
  target: named(name),
  value,
});

export function readStatement(node: Node): Statement[] {
  switch (node.type) {
    case 'function_declaration':
      return readFunctionDeclaration(node);
    case 'method_declaration':
      return readMethodDeclaration(node);
    case 'type_declaration':
      return children(node).flatMap(readTypeDeclaration);
    case 'const_declaration':
    case 'var_declaration':
    case 'var_spec_list':
      return children(node).flatMap(readStatement);
    case 'const_spec':
    case 'var_spec':
      return readSpec(node);
    case 'short_var_declaration':
      return assignments(node, (target, value) => ({ kind: 'declaration', target, value }));
    case 'assignment_statement':
      return readAssignment(node);
    case 'return_statement':
      return children(node).length === 0
        ? []
        : [{ kind: 'return', value: tuple(children(children(node)[0]!).map(readExpression)) }];
    case 'for_statement':
      return readLoop(node);
    case 'expression_statement':
    case 'go_statement':
    case 'defer_statement':
      return children(node).flatMap((child) => expression(readExpression(child)));
    case 'statement_list':
    case 'ERROR':
      return readStatements(node);
    case 'if_statement':
      return [{ kind: 'block', body: readIf(node) }];
    case 'block':
    case 'expression_switch_statement':
    case 'type_switch_statement':
    case 'select_statement':
    case 'expression_case':
    case 'type_case':
    case 'default_case':
    case 'communication_case':
    case 'labeled_statement':
      return [{ kind: 'block', body: readStatements(node) }];
    default:
      return expression(readExpression(node));
  }
}

/** A package may have any number of `init`; each runs when its file does. */
function readFunctionDeclaration(node: Node): Statement[] {
  const value = readFunction(node);
  if (value.name === 'init') return expression(callOf(value, [], node));
  return [declare(value.name ?? '', value)];
}

/** Methods stand apart from their type, which may be in another file: they are found by both names. */
function readMethodDeclaration(node: Node): Statement[] {
  const type = typeName(field(children(field(node, 'receiver'))[0] ?? null, 'type'));
  const value = readFunction(node);
  return type === null ? [] : [declare(`${type}.${value.name}`, value)];
}

function readTypeDeclaration(node: Node): Statement[] {
  const name = field(node, 'name')?.text;
  return name === undefined ? [] : [declare(name, readType(field(node, 'type'), name))];
}

function readSpec(node: Node): Statement[] {
  const names = node.childrenForFieldName('name').flatMap((name) => name ?? []);
  const type = typeName(field(node, 'type'));
  const values = children(field(node, 'value'));
  return pair(
    names.map((name) => (name.text === '_' ? nameless : named(name.text, type))),
    values,
    (target, value) => ({ kind: 'declaration', target, value }),
  );
}

type Assign = (target: Pattern, value: Expression | null) => Statement;

const assignments = (node: Node, assign: Assign): Statement[] =>
  pair(children(field(node, 'left')).map(readTarget), children(field(node, 'right')), assign);

/** `a, b = x, y` and `a, err = f()`; `value, ok = m[key]` leaves the second unknown. */
function pair(targets: Pattern[], values: Node[], assign: Assign): Statement[] {
  const [only] = values;
  if (targets.length < 2 || values.length !== 1 || !only)
    return targets.map((target, i) => assign(target, values[i] ? readExpression(values[i]) : null));
  const value = readExpression(only);
  if (only.type !== 'call_expression') return [assign(targets[0]!, value)];
  const entries = targets.map((target, i) => ({ key: String(i), target }));
  return [assign({ kind: 'object', entries, rest: null }, value)];
}

function readTarget(node: Node): Pattern {
  const target = readExpression(node);
  if (target.kind === 'member') return { kind: 'place', place: target };
  return target.kind === 'name' && target.name !== '_' ? named(target.name) : nameless;
}

function readAssignment(node: Node): Statement[] {
  const operator = field(node, 'operator')?.type;
  const assign: Assign = (target, value) =>
    value ? { kind: 'expression', value: { kind: 'assignment', target, value } } : { kind: 'block', body: [] };
  if (operator === '=') return setsItem(node) ?? assignments(node, assign);
  const [left] = children(field(node, 'left'));
  const [right] = children(field(node, 'right'));
  if (operator !== '+=' || !left || !right) return [];
  const parts = [readExpression(left), readExpression(right)];
  return [assign(readTarget(left), { kind: 'concatenation', parts })];
}

/** `handlers["/users"] = list` */
function setsItem(node: Node): Statement[] | null {
  const [left] = children(field(node, 'left'));
  const [right] = children(field(node, 'right'));
  if (left?.type !== 'index_expression' || !right) return null;
  const args = [field(left, 'operand'), field(left, 'index'), right].map(readExpression);
  return expression(callOf(builtin('set'), args, node));
}

function readLoop(node: Node): Statement[] {
  const body = field(node, 'body');
  const statements = body ? readStatements(body) : [];
  const range = children(node).find((child) => child.type === 'range_clause');
  if (!range) return [{ kind: 'block', body: [...children(node).flatMap(readHeader), ...statements] }];
  const [key = nameless, item = nameless] = children(field(range, 'left')).map(readTarget);
  const entries = callOf(builtin('entries'), [readExpression(field(range, 'right'))], node);
  return [{ kind: 'loop', target: { kind: 'array', items: [key, item] }, items: entries, body: statements }];
}

/** `if router == nil { router = … }` leaves alone what is known. */
function readIf(node: Node): Statement[] {
  const condition = field(node, 'condition');
  const tested = field(condition, 'operator')?.type === '==' && field(condition, 'right')?.type === 'nil';
  const name = tested ? (field(condition, 'left')?.text ?? null) : null;
  return children(node).flatMap((child) => {
    const body = readStatement(child);
    if (name === null || !child.equals(field(node, 'consequence') ?? node)) return body;
    return body.map((statement) =>
      statement.kind === 'block'
        ? { ...statement, body: statement.body.map((inner) => unlessKnown(inner, name)) }
        : statement,
    );
  });
}

function unlessKnown(statement: Statement, name: string): Statement {
  if (statement.kind !== 'expression' || statement.value.kind !== 'assignment') return statement;
  const { target, value } = statement.value;
  const known = target.kind === 'place' ? target.place : null;
  const current: Expression | null = target.kind === 'name' ? { kind: 'name', name: target.name } : known;
  if (!current || textOf(current) !== name) return statement;
  return { ...statement, value: { ...statement.value, value: { kind: 'fallback', options: [current, value] } } };
}

function textOf(expression: Expression): string | null {
  if (expression.kind === 'name') return expression.name;
  return expression.kind === 'member' ? `${textOf(expression.object)}.${expression.name}` : null;
}

const readHeader = (node: Node): Statement[] =>
  node.type === 'for_clause' ? children(node).flatMap(readStatement) : [];

/** Under which name a package is used that is imported without one: versions are no names. */
function lastName(path: string): string {
  const parts = path.split('/');
  const last = parts.at(-1) ?? '';
  const name = /^v\d+$/.test(last) ? (parts.at(-2) ?? last) : last;
  return name.replace(/\.v\d+$/, '').replace(/^go-|[-.]go$/g, '');
}

const importsIn = (root: Node): Node[] => root.descendantsOfType('import_spec').flatMap((spec) => spec ?? []);

function pathOf(spec: Node): string {
  const path = field(spec, 'path');
  return path ? readString(path) : '';
}

export const specifiers = (root: Node): string[] => importsIn(root).map(pathOf);

export function readImports(root: Node): Statement[] {
  return importsIn(root).flatMap((spec) => {
    const path = pathOf(spec);
    const name = field(spec, 'name')?.text ?? lastName(path);
    if (name === '_' || name === '.') return [];
    const specifier: Expression = { kind: 'literal', value: path, line: lineOf(spec) };
    return [declare(name, { kind: 'imported', specifier, name: '*' })];
  });
}
