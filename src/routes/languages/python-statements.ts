import type { ClassExpression, Expression, FunctionExpression, Pattern, Statement } from '../syntax.ts';
import { children, field, lineOf } from './nodes.ts';
import { readClass } from './python-classes.ts';
import { guarded, guardsIn } from './python-conditions.ts';
import { nameExpression, nameless, readExpression, readFunction, readPattern } from './python-expressions.ts';
import type { Node } from './tree-sitter.ts';

/** The names that the function or module has set so far: branches have no names of their own. */
type Names = Set<string>;

export const readModule = (root: Node): Statement[] => readStatements(root, new Set());

export function readBody(block: Node | null, parameters: Node | null): Statement[] {
  const names = new Set(parameters?.descendantsOfType('identifier').flatMap((node) => (node ? [node.text] : [])));
  return block ? readStatements(block, names) : [];
}

const readStatements = (node: Node, names: Names): Statement[] =>
  children(node).flatMap((child) => readStatement(child, names));

const expression = (value: Expression): Statement[] => [{ kind: 'expression', value }];

export const declare = (name: string, value: Expression | null, type: string | null = null): Statement => ({
  kind: 'declaration',
  target: { kind: 'name', name, type, fallback: null },
  value,
});

function readStatement(node: Node, names: Names): Statement[] {
  switch (node.type) {
    case 'import_statement':
      return children(node).map((item) => readImport(item, names));
    case 'import_from_statement':
      return readImportFrom(node, names);
    case 'function_definition':
    case 'class_definition':
    case 'decorated_definition':
      return readDefinition(node, names);
    case 'expression_statement':
      return children(node).flatMap((child) => readStatement(child, names));
    case 'assignment':
      return readAssignment(node, names);
    case 'augmented_assignment':
      return readAugmented(node, names);
    case 'return_statement':
      return [{ kind: 'return', value: readExpression(children(node)[0] ?? null) }];
    case 'for_statement':
      return [readLoop(node, names), ...alternativesOf(node, names)];
    case 'with_statement':
      return [...children(node)].flatMap((child) =>
        child.type === 'with_clause'
          ? children(child).flatMap((item) => readWith(item, names))
          : readBlock(child, names),
      );
    case 'global_statement':
    case 'nonlocal_statement':
      for (const name of children(node)) names.add(name.text);
      return [];
    case 'if_statement':
    case 'try_statement':
      return readBranches(node, names);
    case 'while_statement':
    case 'match_statement':
    case 'elif_clause':
    case 'else_clause':
    case 'except_clause':
    case 'except_group_clause':
    case 'finally_clause':
    case 'case_clause':
      return children(node).flatMap((child) => readBranch(child, names));
    case 'block':
    case 'ERROR':
      return readStatements(node, names);
    case 'decorator':
      return expression(readExpression(children(node)[0] ?? null));
    default:
      return expression(readExpression(node));
  }
}

const readBlock = (node: Node, names: Names): Statement[] =>
  node.type === 'block' ? readStatements(node, names) : readStatement(node, names);

/** What one branch sets to a list, the next ones add theirs to. */
function readBranches(node: Node, names: Names): Statement[] {
  const lists = new Set<string>();
  const guards = node.type === 'if_statement' ? guardsIn(node) : null;
  return children(node).flatMap((child) => {
    const read = readBranch(child, names);
    const isBranch = guards !== null && (child.type === 'block' || child.type.endsWith('_clause'));
    const branch = isBranch ? guarded(read, guards(child)) : read;
    const added = branch.map((statement) => addedTo(lists, statement));
    for (const statement of branch) {
      const name = listSetBy(statement)?.name;
      if (name !== undefined) lists.add(name);
    }
    return added;
  });
}

function addedTo(lists: ReadonlySet<string>, statement: Statement): Statement {
  const set = listSetBy(statement);
  if (!set || !lists.has(set.name)) return statement;
  const sum: Expression = { kind: 'concatenation', parts: [nameExpression(set.name), set.list] };
  return { kind: 'expression', value: { kind: 'assignment', target: set.target, value: sum } };
}

function listSetBy(statement: Statement): { name: string; target: Pattern; list: Expression } | null {
  const set = statement.kind === 'expression' && statement.value.kind === 'assignment' ? statement.value : statement;
  if (set.kind !== 'declaration' && set.kind !== 'assignment') return null;
  const { target, value } = set;
  return target.kind === 'name' && value?.kind === 'array' ? { name: target.name, target, list: value } : null;
}

/** All branches are walked. */
const readBranch = (node: Node, names: Names): Statement[] =>
  node.type === 'block' || node.type.endsWith('_clause') ? readBlock(node, names) : [];

const alternativesOf = (node: Node, names: Names): Statement[] => {
  const alternative = field(node, 'alternative');
  return alternative ? readStatement(alternative, names) : [];
};

function readLoop(node: Node, names: Names): Statement {
  const target = readPattern(field(node, 'left'));
  const body = field(node, 'body');
  const items = readExpression(field(node, 'right'));
  return { kind: 'loop', target, items, body: body ? readStatements(body, new Set(names)) : [] };
}

function readWith(item: Node, names: Names): Statement[] {
  const value = field(item, 'value');
  if (value?.type !== 'as_pattern') return expression(readExpression(value));
  return [set(readPattern(field(value, 'alias')), readExpression(children(value)[0] ?? null), names)];
}

/** Sets a name of this function or module for the first time, or again. */
function set(target: Pattern, value: Expression, names: Names): Statement {
  const targets = namesIn(target);
  const isNew = targets.some((name) => !names.has(name));
  for (const name of targets) names.add(name);
  return isNew
    ? { kind: 'declaration', target, value }
    : { kind: 'expression', value: { kind: 'assignment', target, value } };
}

function namesIn(pattern: Pattern | null): string[] {
  if (pattern?.kind === 'name') return [pattern.name];
  return pattern?.kind === 'array' ? pattern.items.flatMap(namesIn) : [];
}

function readAssignment(node: Node, names: Names): Statement[] {
  const pattern = readPattern(field(node, 'left'));
  const type = field(node, 'type')?.text ?? null;
  const target: Pattern = pattern.kind === 'name' ? { ...pattern, type } : pattern;
  const right = field(node, 'right');
  if (!right) return pattern.kind === 'name' && !names.has(pattern.name) ? [declare(pattern.name, null, type)] : [];
  if (right.type === 'assignment') {
    // `a = b = value`: one value, made once.
    const first = field(right, 'left');
    const value = first?.type === 'identifier' ? nameExpression(first.text) : readExpression(innermost(right));
    return [...readAssignment(right, names), set(target, value, names)];
  }
  const value = readExpression(right);
  const isForgotten =
    value.kind === 'literal' && value.value === null && namesIn(target).every((name) => names.has(name));
  // `except ImportError: routes = None`
  return isForgotten && target.kind === 'name' ? [] : [set(target, value, names)];
}

function innermost(assignment: Node): Node | null {
  const right = field(assignment, 'right');
  return right?.type === 'assignment' ? innermost(right) : right;
}

/** `routes += more` */
function readAugmented(node: Node, names: Names): Statement[] {
  const left = field(node, 'left');
  const value = readExpression(field(node, 'right'));
  if (!left || field(node, 'operator')?.type !== '+=') return expression(value);
  const target = readPattern(left);
  for (const name of namesIn(target)) names.add(name);
  const sum: Expression = { kind: 'concatenation', parts: [readExpression(left), value] };
  return target === nameless ? expression(sum) : expression({ kind: 'assignment', target, value: sum });
}

const imported = (specifier: string, name: string, line: number): Expression => ({
  kind: 'imported',
  specifier: { kind: 'literal', value: specifier, line },
  name,
});

function readImport(item: Node, names: Names): Statement {
  const alias = field(item, 'alias');
  const path = (field(item, 'name') ?? item).text;
  // `import a.b` declares `a`; its members lead further.
  const name = alias?.text ?? path.split('.')[0] ?? '';
  names.add(name);
  return declare(name, imported(alias ? path : name, '*', lineOf(item)));
}

function readImportFrom(node: Node, names: Names): Statement[] {
  const module = field(node, 'module_name');
  if (!module) return [];
  const specifier = module.text.replaceAll(/\s/g, '');
  return children(node)
    .filter((item) => item.id !== module.id)
    .map((item): Statement => {
      if (item.type === 'wildcard_import') return { kind: 'export-all', specifier, line: lineOf(item) };
      const name = (field(item, 'name') ?? item).text;
      const as = field(item, 'alias')?.text ?? name;
      names.add(as);
      return declare(as, imported(specifier, name, lineOf(item)));
    });
}

function readDefinition(node: Node, names: Names): Statement[] {
  const value = readDefined(node);
  if (!value) return [];
  if (value.name) names.add(value.name);
  return [declare(value.name ?? '', value.decorators.length > 0 ? { kind: 'decorated', value } : value)];
}

/** A function or class, with its decorators. */
export function readDefined(node: Node, declares: Statement[] = []): FunctionExpression | ClassExpression | null {
  const definition = node.type === 'decorated_definition' ? field(node, 'definition') : node;
  const decorators = children(node)
    .filter((child) => child.type === 'decorator')
    .map((child) => readExpression(children(child)[0] ?? null));
  if (definition?.type === 'function_definition') return readFunction(definition, decorators, declares);
  return definition?.type === 'class_definition' ? readClass(definition, decorators) : null;
}
