import type { ClassExpression, Condition, Expression, ObjectEntry } from '../syntax.ts';
import { readCondition } from './javascript-branches.ts';
import { readFunction } from './javascript-functions.ts';
import { readPattern } from './javascript-patterns.ts';
import { children, endLineOf, field, lineOf, operandsOf, other } from './nodes.ts';
import type { Node } from './tree-sitter.ts';

export function readExpression(node: Node | null): Expression {
  if (!node) return other();
  switch (node.type) {
    case 'identifier':
    case 'shorthand_property_identifier':
    case 'type_identifier':
    case 'undefined':
      return { kind: 'name', name: node.text };
    case 'meta_property':
      return { kind: 'name', name: node.text };
    case 'this':
      return { kind: 'self' };
    case 'super':
      return { kind: 'parent' };
    case 'string':
      return { kind: 'literal', value: readString(node), line: lineOf(node) };
    case 'number':
      return { kind: 'literal', value: Number(node.text.replaceAll('_', '')), line: lineOf(node) };
    case 'true':
    case 'false':
      return { kind: 'literal', value: node.type === 'true', line: lineOf(node) };
    case 'null':
      return { kind: 'literal', value: null, line: lineOf(node) };
    case 'regex':
      return { kind: 'regex', source: field(node, 'pattern')?.text ?? '' };
    case 'template_string':
      return { kind: 'concatenation', parts: children(node).map(readTemplatePart) };
    case 'member_expression':
      return readMember(node);
    case 'subscript_expression':
      return readSubscript(node);
    case 'call_expression':
    case 'new_expression':
      return readCall(node);
    case 'array':
      return { kind: 'array', items: children(node).map(readExpression) };
    case 'object':
      return { kind: 'object', entries: children(node).flatMap(readEntry) };
    case 'spread_element':
      return { kind: 'spread', value: readExpression(children(node)[0] ?? null) };
    case 'arrow_function':
    case 'function_expression':
    case 'function_declaration':
    case 'generator_function':
    case 'generator_function_declaration':
    case 'method_definition':
      return readFunction(node);
    case 'class':
    case 'class_declaration':
    case 'abstract_class_declaration':
      return readClass(node);
    case 'assignment_expression':
      return {
        kind: 'assignment',
        target: readPattern(field(node, 'left')),
        value: readExpression(field(node, 'right')),
      };
    case 'augmented_assignment_expression':
      return other([readExpression(field(node, 'right'))]);
    case 'binary_expression':
      return readBinary(node);
    case 'ternary_expression':
      return {
        kind: 'choice',
        ...conditionOf(node),
        options: [readExpression(field(node, 'consequence')), readExpression(field(node, 'alternative'))],
      };
    case 'parenthesized_expression':
    case 'sequence_expression':
      return readLast(node);
    case 'await_expression':
    case 'as_expression':
    case 'satisfies_expression':
    case 'non_null_expression':
    case 'instantiation_expression':
      return readExpression(children(node)[0] ?? null);
    case 'type_assertion':
      return readExpression(children(node).at(-1) ?? null);
    case 'unary_expression':
    case 'yield_expression':
    case 'ERROR':
      return other(children(node).map(readExpression));
    default:
      return other();
  }
}

/** The last expression is the value; the others may still declare routes. */
function readLast(node: Node): Expression {
  const items = children(node).map(readExpression);
  return items.length === 1 ? items[0]! : other(items);
}

export function readString(node: Node): string {
  return children(node)
    .map((part) => (part.type === 'escape_sequence' ? unescaped(part.text) : part.text))
    .join('');
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', '0': '\0' };

function unescaped(sequence: string): string {
  const hex = /^\\(?:u\{([0-9a-f]+)\}|u([0-9a-f]{4})|x([0-9a-f]{2}))$/i.exec(sequence);
  if (hex) {
    const code = Number.parseInt(hex[1] ?? hex[2] ?? hex[3] ?? '', 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '';
  }
  const escaped = sequence.slice(1);
  if (/^[\r\n]/.test(escaped)) return '';
  return escapes[escaped] ?? escaped;
}

function readTemplatePart(node: Node): Expression {
  if (node.type === 'template_substitution') return readExpression(children(node)[0] ?? null);
  const value = node.type === 'escape_sequence' ? unescaped(node.text) : node.text;
  return { kind: 'literal', value, line: lineOf(node) };
}

function readMember(node: Node): Expression {
  const object = field(node, 'object');
  const property = field(node, 'property');
  if (!object || !property) return other();
  // A dot at the end of a line is one that is still being typed; what follows is a statement of its own.
  const dot = node.children.find((child) => child?.type === '.');
  if (dot && dot.startPosition.row < property.startPosition.row) return { kind: 'name', name: property.text };
  return { kind: 'member', object: readExpression(object), name: property.text, line: lineOf(property) };
}

function readSubscript(node: Node): Expression {
  const object = readExpression(field(node, 'object'));
  const indexNode = field(node, 'index');
  const index = readExpression(indexNode);
  if (indexNode && index.kind === 'literal' && typeof index.value === 'string')
    return { kind: 'member', object, name: index.value, line: lineOf(indexNode) };
  return { kind: 'index', object, index };
}

function readCall(node: Node): Expression {
  const constructs = node.type === 'new_expression';
  const calleeNode = field(node, constructs ? 'constructor' : 'function');
  const argsNode = field(node, 'arguments');
  const args = argsNode?.type === 'arguments' ? children(argsNode).map(readExpression) : [];
  const specifier = args[0];
  if (specifier && (calleeNode?.type === 'import' || calleeNode?.text === 'require'))
    return { kind: 'imported', specifier, name: '*' };
  const callee = readExpression(calleeNode);
  return {
    kind: 'call',
    callee,
    args,
    constructs,
    line: callee.kind === 'member' ? callee.line : lineOf(node),
    endLine: endLineOf(node),
  };
}

function readEntry(node: Node): ObjectEntry[] {
  switch (node.type) {
    case 'pair': {
      const key = readKey(field(node, 'key'));
      const value = readExpression(field(node, 'value'));
      return key === null ? [] : [{ kind: 'entry', key, value }];
    }
    case 'shorthand_property_identifier':
      return [{ kind: 'entry', key: node.text, value: readExpression(node) }];
    case 'method_definition': {
      const key = readKey(field(node, 'name'));
      return key === null ? [] : [{ kind: 'entry', key, value: readFunction(node) }];
    }
    case 'spread_element':
      return [{ kind: 'spread', value: readExpression(children(node)[0] ?? null) }];
    default:
      return [];
  }
}

/** Null for a computed key that is not a literal. */
export function readKey(node: Node | null): string | null {
  if (!node) return null;
  if (node.type === 'string') return readString(node);
  if (node.type !== 'computed_property_name') return node.text;
  const inner = readExpression(children(node)[0] ?? null);
  return inner.kind === 'literal' ? String(inner.value) : null;
}

function readBinary(node: Node): Expression {
  const operator = field(node, 'operator')?.type ?? '';
  const parts = operandsOf(node).map(readExpression);
  if (operator === '+') return { kind: 'concatenation', parts };
  if (operator === '||' || operator === '??') return { kind: 'fallback', options: parts };
  // `enabled && router`
  if (operator === '&&') return { kind: 'fallback', options: parts.reverse() };
  return other(parts);
}

function readClass(node: Node): ClassExpression {
  const result: ClassExpression = {
    kind: 'class',
    name: field(node, 'name')?.text ?? null,
    parent: readParent(node),
    mixins: [],
    decorators: [...(node.parent?.type === 'export_statement' ? decoratorsIn(node.parent) : []), ...decoratorsIn(node)],
    line: lineOf(field(node, 'name') ?? node),
    endLine: endLineOf(node),
    fields: [],
    methods: [],
    setup: [],
  };
  const body = field(node, 'body');
  let decorators: Expression[] = [];
  for (const member of body ? children(body) : []) {
    // The decorators of a method stand before it, not in it.
    if (member.type === 'decorator') decorators.push(readDecorator(member));
    const name = readKey(field(member, 'name') ?? field(member, 'property'));
    if (name === null) continue;
    const keywords = member.children.map((child) => child?.type);
    const isStatic = keywords.includes('static');
    if (member.type === 'method_definition') {
      const role = name === 'constructor' ? 'constructor' : keywords.includes('get') ? 'getter' : 'method';
      result.methods.push({
        name,
        body: readFunction(member),
        role,
        static: isStatic,
        decorators: [...decorators, ...decoratorsIn(member)],
      });
      decorators = [];
    } else if (member.type === 'public_field_definition' || member.type === 'field_definition') {
      const value = field(member, 'value');
      const type = field(member, 'type');
      const own = decoratorsIn(member);
      result.fields.push({
        name,
        value: value ? readExpression(value) : null,
        type: type ? readType(type) : null,
        static: isStatic,
        ...(keywords.includes('?') ? { optional: true } : {}),
        ...(own.length > 0 ? { decorators: own } : {}),
      });
    }
  }
  return result;
}

export const decoratorsIn = (node: Node): Expression[] =>
  children(node)
    .filter((child) => child.type === 'decorator')
    .map(readDecorator);

const readDecorator = (node: Node): Expression => readExpression(children(node)[0] ?? null);

function readParent(node: Node): Expression | null {
  const heritage = children(node).find((child) => child.type === 'class_heritage');
  if (!heritage) return null;
  const clause = children(heritage)[0];
  if (clause?.type === 'implements_clause') return null;
  return readExpression(clause?.type === 'extends_clause' ? field(clause, 'value') : (clause ?? null));
}

/** `: express.Router` is `express.Router`. */
export const readType = (annotation: Node): string => annotation.text.replace(/^\s*:\s*/, '');

function conditionOf(node: Node): { condition?: Condition } {
  const condition = field(node, 'condition');
  return condition ? { condition: readCondition(condition) } : {};
}
