import type { Expression, FunctionExpression, FunctionParameter, ObjectEntry, Pattern, Statement } from '../syntax.ts';
import { builtin, callOf } from './go-nodes.ts';
import { readStatements } from './go-statements.ts';
import { readType, typeName } from './go-types.ts';
import { children, endLineOf, field, lineOf, operandsOf, other } from './nodes.ts';
import type { Node } from './tree-sitter.ts';

export const nameless: Pattern = { kind: 'object', entries: [], rest: null };

/** Functions of the language that keep lists alive. */
const builtins = new Set(['append', 'make']);

export function readExpression(node: Node | null): Expression {
  if (!node) return other();
  switch (node.type) {
    case 'identifier':
    case 'type_identifier':
    case 'package_identifier':
    case 'field_identifier':
      return { kind: 'name', name: node.text };
    case 'interpreted_string_literal':
    case 'raw_string_literal':
      return { kind: 'literal', value: readString(node), line: lineOf(node) };
    case 'int_literal':
      return { kind: 'literal', value: Number(node.text.replaceAll('_', '')), line: lineOf(node) };
    case 'true':
    case 'false':
      return { kind: 'literal', value: node.type === 'true', line: lineOf(node) };
    case 'nil':
      return { kind: 'literal', value: null, line: lineOf(node) };
    case 'selector_expression':
      return readSelector(node);
    case 'index_expression':
      return {
        kind: 'index',
        object: readExpression(field(node, 'operand')),
        index: readExpression(field(node, 'index')),
      };
    case 'call_expression':
      return readCall(node);
    case 'type_conversion_expression':
      return callOf(readType(field(node, 'type')), [readExpression(field(node, 'operand'))], node);
    case 'composite_literal':
      return readComposite(node);
    case 'func_literal':
      return readFunction(node);
    case 'binary_expression':
      return readBinary(node);
    case 'unary_expression':
    case 'type_assertion_expression':
    case 'slice_expression':
      return readExpression(field(node, 'operand'));
    case 'parenthesized_expression':
    case 'literal_element':
      return readExpression(children(node)[0] ?? null);
    case 'variadic_argument':
      return { kind: 'spread', value: readExpression(children(node)[0] ?? null) };
    case 'ERROR':
      return other(children(node).map(readExpression));
    default:
      return other();
  }
}

export function readString(node: Node): string {
  return children(node)
    .map((part) => (part.type === 'escape_sequence' ? unescaped(part.text) : part.text))
    .join('');
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', a: '\x07' };

function unescaped(sequence: string): string {
  const [, digits] = /^\\[xuU]([0-9a-f]+)$/i.exec(sequence) ?? [];
  const code = Number.parseInt(digits ?? '', 16);
  if (digits) return code <= 0x10ffff ? String.fromCodePoint(code) : '';
  return escapes[sequence.slice(1)] ?? sequence.slice(1);
}

function readSelector(node: Node): Expression {
  const property = field(node, 'field');
  if (!property) return readExpression(field(node, 'operand'));
  // `http.MethodGet`, whatever the package is called here.
  const [, method] = /^Method(Get|Head|Post|Put|Patch|Delete|Options)$/.exec(property.text) ?? [];
  if (method) return { kind: 'literal', value: method.toUpperCase(), line: lineOf(property) };
  const object = readExpression(field(node, 'operand'));
  return { kind: 'member', object, name: property.text, line: lineOf(property) };
}

function readCall(node: Node): Expression {
  const callee = field(node, 'function');
  const args = children(field(node, 'arguments'));
  if (callee?.type === 'identifier' && callee.text === 'new' && args[0])
    return { ...emptyInstance(node), of: readExpression(args[0]) };
  if (callee?.type === 'identifier' && builtins.has(callee.text))
    return callOf(builtin(callee.text), args.map(readExpression), node);
  return callOf(readExpression(callee), args.map(readExpression), node);
}

const emptyInstance = (node: Node): Expression & { kind: 'instance' } => ({
  kind: 'instance',
  of: null,
  entries: [],
  line: lineOf(node),
  endLine: endLineOf(node),
});

function readComposite(node: Node): Expression {
  const entries = readEntries(field(node, 'body'));
  return { ...emptyInstance(node), of: readType(field(node, 'type')), entries };
}

function readEntries(node: Node | null): ObjectEntry[] {
  return children(node).flatMap((element, i): ObjectEntry[] => {
    if (element.type !== 'keyed_element') return [{ kind: 'entry', key: String(i), value: readElement(element) }];
    const key = children(field(element, 'key'))[0] ?? field(element, 'key');
    const value = readElement(field(element, 'value'));
    if (key?.type === 'identifier') return [{ kind: 'entry', key: key.text, value }];
    const computed = readExpression(key);
    if (computed.kind === 'literal') return [{ kind: 'entry', key: String(computed.value), value }];
    return [{ kind: 'computed', key: computed, value }];
  });
}

/** Within a list, the type of a literal may be left out. */
function readElement(node: Node | null): Expression {
  const inner = node?.type === 'literal_element' ? (children(node)[0] ?? null) : node;
  if (inner?.type !== 'literal_value') return readExpression(inner);
  return { ...emptyInstance(inner), entries: readEntries(inner) };
}

function readBinary(node: Node): Expression {
  const parts = operandsOf(node).map(readExpression);
  return field(node, 'operator')?.type === '+' ? { kind: 'concatenation', parts } : other(parts);
}

export function readFunction(node: Node): FunctionExpression {
  const parameters = children(field(node, 'parameters')).flatMap(readParameters);
  const [receiver] = children(field(node, 'receiver')).flatMap(readParameters);
  const results = children(field(node, 'result')).flatMap(namedResults);
  const block = field(node, 'body');
  const body = block ? readStatements(block) : [];
  return {
    kind: 'function',
    name: field(node, 'name')?.text ?? null,
    decorators: [],
    parameters,
    ...(receiver ? { receiver: receiver.pattern } : {}),
    body: results.length > 0 ? withResults(results, body) : body,
    start: node.startIndex,
    end: node.endIndex,
    line: lineOf(field(node, 'name') ?? node),
    endLine: endLineOf(node),
  };
}

function readParameters(node: Node): FunctionParameter[] {
  const type = typeName(field(node, 'type'));
  const rest = node.type === 'variadic_parameter_declaration';
  const names = node.childrenForFieldName('name').flatMap((name) => name ?? []);
  const parameter = (pattern: Pattern): FunctionParameter => ({ pattern, rest, keywords: false, field: false });
  if (names.length === 0) return [parameter(nameless)];
  return names.map((name) => parameter({ kind: 'name', name: name.text, type: rest ? null : type, fallback: null }));
}

const namedResults = (node: Node): Statement[] =>
  readParameters(node).flatMap(({ pattern }): Statement[] =>
    pattern.kind === 'name' ? [{ kind: 'declaration', target: pattern, value: null }] : [],
  );

/** Results that have names are returned by a bare `return`, mostly at the end. */
function withResults(results: Statement[], body: Statement[]): Statement[] {
  const names = results.flatMap((result): Expression[] =>
    result.kind === 'declaration' && result.target.kind === 'name' ? [{ kind: 'name', name: result.target.name }] : [],
  );
  return [...results, ...body, { kind: 'return', value: tuple(names) }];
}

/** Several values at once, by position. */
export function tuple(values: Expression[]): Expression {
  if (values.length === 1) return values[0]!;
  return {
    kind: 'object',
    entries: values.map((value, i): ObjectEntry => ({ kind: 'entry', key: String(i), value })),
  };
}
