import type { Expression, ObjectEntry, Pattern, Statement } from '../syntax.ts';
import { readIf } from './javascript-branches.ts';
import { readExpression, readKey, readString, readType } from './javascript-expressions.ts';
import { readPattern } from './javascript-patterns.ts';
import { children, endLineOf, field, lineOf } from './nodes.ts';
import type { Node } from './tree-sitter.ts';

export const readStatements = (node: Node): Statement[] => children(node).flatMap(readStatement);

const expression = (value: Expression): Statement[] => [{ kind: 'expression', value }];

const declare = (name: string, value: Expression | null, type: string | null = null): Statement => ({
  kind: 'declaration',
  target: { kind: 'name', name, type, fallback: null },
  value,
});

export function readStatement(node: Node): Statement[] {
  switch (node.type) {
    case 'import_statement':
      return readImport(node);
    case 'export_statement':
      return readExport(node);
    case 'lexical_declaration':
    case 'variable_declaration':
      return children(node).flatMap(readDeclarator);
    case 'function_declaration':
    case 'generator_function_declaration':
    case 'class_declaration':
    case 'abstract_class_declaration':
      return [declare(field(node, 'name')?.text ?? '', readExpression(node))];
    case 'enum_declaration':
      return [declare(field(node, 'name')?.text ?? '', readEnum(node))];
    case 'expression_statement':
      return children(node).flatMap(readStatement);
    case 'return_statement':
      return [{ kind: 'return', value: readExpression(children(node)[0] ?? null) }];
    case 'for_in_statement':
      return [readLoop(node)];
    case 'if_statement':
      return [readIf(node)];
    case 'while_statement':
    case 'do_statement':
    case 'for_statement':
    case 'try_statement':
    case 'catch_clause':
    case 'finally_clause':
    case 'else_clause':
    case 'labeled_statement':
    case 'statement_block':
      return [{ kind: 'block', body: readStatements(node) }];
    case 'switch_statement':
      return [readSwitch(node)];
    case 'internal_module':
    case 'module':
      return readNamespace(node);
    case 'ERROR':
      return readStatements(node);
    default:
      return expression(readExpression(node));
  }
}

function readDeclarator(node: Node): Statement[] {
  if (node.type !== 'variable_declarator') return readStatement(node);
  const target = readPattern(field(node, 'name'));
  const type = field(node, 'type');
  const value = field(node, 'value');
  return [
    {
      kind: 'declaration',
      target: type && target.kind === 'name' ? { ...target, type: readType(type) } : target,
      value: value ? readExpression(value) : null,
    },
  ];
}

function readLoop(node: Node): Statement {
  const items = readExpression(field(node, 'right'));
  const isOf = field(node, 'operator')?.type === 'of';
  const body = field(node, 'body');
  return {
    kind: 'loop',
    target: readPattern(field(node, 'left')),
    items: isOf ? items : keysOf(items, lineOf(node)),
    body: body ? readStatement(body) : [],
  };
}

function readSwitch(node: Node): Statement {
  const body = field(node, 'body');
  const cases = (body ? children(body) : []).map((branch) => {
    const value = field(branch, 'value');
    const statements = children(branch).filter((child) => child.id !== value?.id);
    return { value: value && readExpression(value), body: statements.flatMap(readStatement) };
  });
  return { kind: 'switch', value: readExpression(field(node, 'value')), cases };
}

/** `namespace Routes { export const users = '/users'; }` is an object, made in a scope of its own. */
function readNamespace(node: Node): Statement[] {
  const name = field(node, 'name');
  const block = field(node, 'body');
  if (name?.type !== 'identifier' || !block) return [];
  const inside = readStatements(block);
  const entries = inside.flatMap((statement): ObjectEntry[] =>
    statement.kind === 'export' ? [{ kind: 'entry', key: statement.name, value: statement.value }] : [],
  );
  const body = inside.filter((statement) => statement.kind !== 'export' && statement.kind !== 'export-all');
  const lines = { line: lineOf(name), endLine: endLineOf(node) };
  const scope: Expression = {
    kind: 'function',
    name: null,
    decorators: [],
    parameters: [],
    body: [...body, { kind: 'return', value: { kind: 'object', entries } }],
    start: node.startIndex,
    end: node.endIndex,
    ...lines,
  };
  return [declare(name.text, { kind: 'call', callee: scope, args: [], constructs: false, ...lines })];
}

/** `for (key in object)` goes through `Object.keys(object)`. */
function keysOf(object: Expression, line: number): Expression {
  const callee: Expression = { kind: 'member', object: { kind: 'name', name: 'Object' }, name: 'keys', line };
  return { kind: 'call', callee, args: [object], constructs: false, line, endLine: line };
}

function readEnum(node: Node): Expression {
  const body = field(node, 'body');
  const entries = (body ? children(body) : []).flatMap((member): ObjectEntry[] => {
    const key = readKey(field(member, 'name') ?? member);
    if (key === null) return [];
    const value = member.type === 'enum_assignment' ? readExpression(field(member, 'value')) : null;
    return [{ kind: 'entry', key, value: value ?? { kind: 'other', parts: [] } }];
  });
  return { kind: 'object', entries };
}

const imported = (specifier: Expression, name: string): Expression => ({ kind: 'imported', specifier, name });

function readImport(node: Node): Statement[] {
  const clause = children(node)[0];
  if (clause?.type === 'import_require_clause')
    return [declare(children(clause)[0]?.text ?? '', imported(readExpression(field(clause, 'source')), '*'))];
  if (clause?.type !== 'import_clause') return [];
  const source = readExpression(field(node, 'source'));
  return children(clause).flatMap((part) => {
    if (part.type === 'identifier') return [declare(part.text, imported(source, 'default'))];
    if (part.type === 'namespace_import') return [declare(children(part)[0]?.text ?? '', imported(source, '*'))];
    return children(part).map((item) => {
      const name = readKey(field(item, 'name')) ?? '';
      return declare(field(item, 'alias')?.text ?? name, imported(source, name));
    });
  });
}

function readExport(node: Node): Statement[] {
  const source = field(node, 'source');
  const keywords = node.children.map((child) => child?.type);
  const first = children(node).find((child) => child.type !== 'decorator');
  if (!first || keywords.includes('type')) return [];
  if (first.type === 'namespace_export')
    return [exportAs(children(first)[0]?.text ?? '', imported(readExpression(source), '*'), node)];
  if (first.type === 'export_clause')
    return children(first)
      .filter((item) => item.children[0]?.type !== 'type')
      .map((item) => readExported(item, source));
  if (source !== null) return [{ kind: 'export-all', specifier: readString(source), line: lineOf(node) }];
  if (keywords.includes('=')) return assignModule(first);
  const declaration = field(node, 'declaration');
  if (keywords.includes('default')) return readDefault(declaration ?? field(node, 'value'), node);
  return declaration ? exportDeclared(readStatement(declaration), node) : [];
}

const exportAs = (name: string, value: Expression, node: Node): Statement => ({
  kind: 'export',
  name,
  value,
  line: lineOf(node),
  endLine: endLineOf(node),
});

function readExported(item: Node, source: Node | null): Statement {
  const name = readKey(field(item, 'name')) ?? '';
  const value: Expression = source === null ? { kind: 'name', name } : imported(readExpression(source), name);
  return exportAs(readKey(field(item, 'alias')) ?? name, value, item);
}

/** TypeScript's `export = x` is CommonJS's `module.exports = x`. */
function assignModule(value: Node): Statement[] {
  const place: Expression = { kind: 'member', object: { kind: 'name', name: 'module' }, name: 'exports', line: 0 };
  return expression({ kind: 'assignment', target: { kind: 'place', place }, value: readExpression(value) });
}

/** `export default function named() {}` also declares its name. */
function readDefault(exported: Node | null, node: Node): Statement[] {
  const value = readExpression(exported);
  const name = (value.kind === 'function' || value.kind === 'class') && value.name;
  if (!name) return [exportAs('default', value, node)];
  return [declare(name, value), exportAs('default', { kind: 'name', name }, node)];
}

function exportDeclared(declarations: Statement[], node: Node): Statement[] {
  const names = declarations.flatMap((statement) =>
    statement.kind === 'declaration' ? namesIn(statement.target) : [],
  );
  return [...declarations, ...names.map((name) => exportAs(name, { kind: 'name', name }, node))];
}

function namesIn(pattern: Pattern | null): string[] {
  switch (pattern?.kind) {
    case 'name':
      return [pattern.name];
    case 'object':
      return [...pattern.entries.map(({ target }) => target), pattern.rest].flatMap(namesIn);
    case 'array':
      return pattern.items.flatMap(namesIn);
    default:
      return [];
  }
}
