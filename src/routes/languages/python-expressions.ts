import type { Expression, FunctionExpression, FunctionParameter, ObjectEntry, Pattern, Statement } from '../syntax.ts';
import { children, endLineOf, field, lineOf, operandsOf, other } from './nodes.ts';
import { readBody } from './python-statements.ts';
import { readString, readStringParts } from './python-strings.ts';
import type { Node } from './tree-sitter.ts';

export const nameExpression = (name: string): Expression => ({ kind: 'name', name });

export function readExpression(node: Node | null): Expression {
  if (!node) return other();
  switch (node.type) {
    case 'identifier':
      return nameExpression(node.text);
    case 'string':
    case 'concatenated_string':
      return readText(node);
    case 'integer':
    case 'float':
      return { kind: 'literal', value: Number(node.text.replaceAll('_', '')), line: lineOf(node) };
    case 'true':
    case 'false':
      return { kind: 'literal', value: node.type === 'true', line: lineOf(node) };
    case 'none':
      return { kind: 'literal', value: null, line: lineOf(node) };
    case 'attribute':
      return readAttribute(node);
    case 'subscript':
      return readSubscript(node);
    case 'call':
      return readCall(node);
    case 'list':
    case 'tuple':
    case 'set':
    case 'expression_list':
    case 'pattern_list':
      return { kind: 'array', items: children(node).map(readExpression) };
    case 'dictionary':
      return { kind: 'object', entries: children(node).flatMap(readEntry) };
    case 'list_splat':
    case 'parenthesized_list_splat':
      return { kind: 'spread', value: readExpression(children(node)[0] ?? null) };
    case 'list_comprehension':
    case 'set_comprehension':
    case 'generator_expression':
    case 'dictionary_comprehension':
      return readComprehension(node);
    case 'lambda':
      return readLambda(node);
    case 'binary_operator':
      return readBinary(node);
    case 'boolean_operator':
      return readBoolean(node);
    case 'conditional_expression': {
      const [whenTrue = null, asked = null, whenFalse = null] = children(node);
      const options = [readExpression(whenTrue), readExpression(whenFalse)];
      return { kind: 'choice', options, condition: { kind: 'other', value: readExpression(asked) } };
    }
    case 'named_expression':
      return {
        kind: 'assignment',
        target: readPattern(field(node, 'name')),
        value: readExpression(field(node, 'value')),
      };
    case 'await':
    case 'parenthesized_expression':
    case 'type':
    case 'as_pattern':
      return readExpression(children(node)[0] ?? null);
    case 'pair':
      return readExpression(field(node, 'value'));
    case 'not_operator':
    case 'unary_operator':
    case 'comparison_operator':
    case 'yield':
    case 'ERROR':
      return other(children(node).map(readExpression));
    default:
      return other();
  }
}

function readText(node: Node): Expression {
  const parts = readStringParts(node).map(
    (part): Expression =>
      typeof part === 'string' ? { kind: 'literal', value: part, line: lineOf(node) } : readExpression(part),
  );
  return parts.length === 1 && parts[0]!.kind === 'literal' ? parts[0]! : { kind: 'concatenation', parts };
}

function readAttribute(node: Node): Expression {
  const name = field(node, 'attribute');
  if (!name) return other();
  return { kind: 'member', object: readExpression(field(node, 'object')), name: name.text, line: lineOf(name) };
}

function readSubscript(node: Node): Expression {
  const object = readExpression(field(node, 'value'));
  const indexNode = field(node, 'subscript');
  if (!indexNode || indexNode.type === 'slice') return other([object]);
  if (indexNode.type === 'string')
    return { kind: 'member', object, name: readString(indexNode), line: lineOf(indexNode) };
  return { kind: 'index', object, index: readExpression(indexNode) };
}

const importers = new Set(['importlib.import_module', 'import_module', '__import__']);

function readCall(node: Node): Expression {
  const calleeNode = field(node, 'function');
  const args = readArguments(field(node, 'arguments'));
  if (calleeNode?.text === 'super') return { kind: 'parent' };
  const [specifier] = args;
  if (specifier && importers.has(calleeNode?.text ?? '')) return { kind: 'imported', specifier, name: '*' };
  const called = readExpression(calleeNode);
  const parent = constructsParent(called, args);
  if (parent === 'by-name') args.shift();
  const callee: Expression = parent ? { kind: 'parent' } : called;
  const line = callee.kind === 'member' ? callee.line : lineOf(node);
  return { kind: 'call', callee, args, constructs: false, line, endLine: endLineOf(node) };
}

/** `super().__init__(…)` and `Parent.__init__(self, …)` are how a constructor calls its parent's. */
function constructsParent(callee: Expression, [self]: Expression[]): 'super' | 'by-name' | null {
  if (callee.kind !== 'member' || callee.name !== '__init__') return null;
  if (callee.object.kind === 'parent') return 'super';
  return self?.kind === 'name' && self.name === 'self' ? 'by-name' : null;
}

/** The keyword arguments come last, together. */
export function readArguments(list: Node | null): Expression[] {
  if (!list) return [];
  if (list.type === 'generator_expression') return [readExpression(list)];
  const args: Expression[] = [];
  const keywords: ObjectEntry[] = [];
  for (const arg of children(list)) {
    if (arg.type === 'keyword_argument')
      keywords.push({
        kind: 'entry',
        key: field(arg, 'name')?.text ?? '',
        value: readExpression(field(arg, 'value')),
      });
    else if (arg.type === 'dictionary_splat')
      keywords.push({ kind: 'spread', value: readExpression(children(arg)[0] ?? null) });
    else args.push(readExpression(arg));
  }
  return keywords.length > 0 ? [...args, { kind: 'keywords', entries: keywords }] : args;
}

function readEntry(node: Node): ObjectEntry[] {
  if (node.type === 'dictionary_splat') return [{ kind: 'spread', value: readExpression(children(node)[0] ?? null) }];
  const key = readExpression(field(node, 'key'));
  const value = readExpression(field(node, 'value'));
  return key.kind === 'literal' ? [{ kind: 'entry', key: String(key.value), value }] : [];
}

/** `[f(x) for x in items]` calls a function with each item: see `standardCall`. */
function readComprehension(node: Node): Expression {
  const clauses = children(node).filter((child) => child.type === 'for_in_clause');
  return clauses.reduceRight<Expression>(
    (value, clause, i) => {
      const each: FunctionExpression = {
        kind: 'function',
        name: null,
        parameters: [parameter(readPattern(field(clause, 'left')))],
        body: [{ kind: 'return', value }],
        decorators: [],
        ...extentOf(node),
      };
      const name = i === clauses.length - 1 ? '(each)' : '(flat)';
      const line = lineOf(clause);
      const callee: Expression = { kind: 'member', object: readExpression(field(clause, 'right')), name, line };
      return { kind: 'call', callee, args: [each], constructs: false, line, endLine: line };
    },
    readExpression(field(node, 'body')),
  );
}

function readLambda(node: Node): Expression {
  const value = readExpression(field(node, 'body'));
  return {
    kind: 'function',
    name: null,
    parameters: readParameters(field(node, 'parameters')),
    body: [{ kind: 'return', value }],
    decorators: [],
    ...extentOf(node),
  };
}

function readBinary(node: Node): Expression {
  const operator = field(node, 'operator')?.type ?? '';
  const parts = operandsOf(node).map(readExpression);
  if (operator === '+') return { kind: 'concatenation', parts };
  const [text = other(), ...values] = parts;
  if (operator !== '%' || values.length !== 1) return other(parts);
  const line = lineOf(node);
  const callee: Expression = { kind: 'member', object: text, name: '(%)', line };
  return { kind: 'call', callee, args: values, constructs: false, line, endLine: line };
}

function readBoolean(node: Node): Expression {
  const options = [readExpression(field(node, 'left')), readExpression(field(node, 'right'))];
  // `enabled and router`
  return { kind: 'fallback', options: field(node, 'operator')?.type === 'and' ? options.reverse() : options };
}

export function readFunction(node: Node, decorators: Expression[], declares: Statement[] = []): FunctionExpression {
  return {
    kind: 'function',
    name: field(node, 'name')?.text ?? null,
    parameters: readParameters(field(node, 'parameters')),
    body: [...declares, ...readBody(field(node, 'body'), field(node, 'parameters'))],
    decorators,
    ...extentOf(node),
    line: lineOf(field(node, 'name') ?? node),
  };
}

const extentOf = (node: Node) => ({
  start: node.startIndex,
  end: node.endIndex,
  line: lineOf(node),
  endLine: endLineOf(node),
});

const parameter = (pattern: Pattern): FunctionParameter => ({ pattern, rest: false, keywords: false, field: false });

function readParameters(list: Node | null): FunctionParameter[] {
  return (list ? children(list) : []).flatMap((node): FunctionParameter[] => {
    const inner = node.type === 'typed_parameter' ? (children(node)[0] ?? node) : node;
    const type = field(node, 'type')?.text ?? null;
    const fallbackNode = field(node, 'value');
    const fallback = fallbackNode ? readExpression(fallbackNode) : null;
    // A `*` alone: only keywords from here on.
    if (inner.type === 'keyword_separator') return [{ ...parameter(nameless), rest: true }];
    if (inner.type === 'positional_separator') return [];
    const isRest = inner.type === 'list_splat_pattern';
    const isKeywords = inner.type === 'dictionary_splat_pattern';
    const nameNode = isRest || isKeywords ? children(inner)[0] : (field(inner, 'name') ?? inner);
    const pattern: Pattern = { kind: 'name', name: nameNode?.text ?? '', type, fallback };
    return [{ pattern, rest: isRest, keywords: isKeywords, field: false }];
  });
}

export const nameless: Pattern = { kind: 'object', entries: [], rest: null };

/** What an assignment or a loop binds. */
export function readPattern(node: Node | null): Pattern {
  switch (node?.type) {
    case 'identifier':
      return { kind: 'name', name: node.text, type: null, fallback: null };
    case 'pattern_list':
    case 'tuple_pattern':
    case 'list_pattern':
      return { kind: 'array', items: children(node).map(readPattern) };
    case 'as_pattern_target':
    case 'parenthesized_expression':
      return readPattern(children(node)[0] ?? null);
    case 'attribute':
    case 'subscript': {
      const place = readExpression(node);
      return place.kind === 'member' ? { kind: 'place', place } : nameless;
    }
    default:
      return nameless;
  }
}
