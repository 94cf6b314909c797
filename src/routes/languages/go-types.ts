import type { ClassExpression, ClassMethod, Expression } from '../syntax.ts';
import { children, endLineOf, field, lineOf, other } from './nodes.ts';
import type { Node } from './tree-sitter.ts';

/**
 * What a type stands for: a struct or an interface is a class, a list or map an array of what its items are, any other
 * is what its name means.
 */
export function readType(node: Node | null, name: string | null = null): Expression {
  switch (node?.type) {
    case 'struct_type':
      return { ...classAt(node, name), fields: children(children(node)[0] ?? null).flatMap(readField) };
    case 'interface_type':
      return { ...classAt(node, name), abstract: true, methods: children(node).flatMap(readMethod) };
    case 'slice_type':
    case 'array_type':
    case 'implicit_length_array_type':
      return { kind: 'array', items: [readType(field(node, 'element'))] };
    case 'map_type':
      return { kind: 'array', items: [readType(field(node, 'value'))] };
    case 'pointer_type':
    case 'parenthesized_type':
      return readType(children(node)[0] ?? null);
    case 'generic_type':
      return readType(field(node, 'type'));
    case 'type_identifier':
      return { kind: 'name', name: node.text };
    case 'qualified_type': {
      const object: Expression = { kind: 'name', name: field(node, 'package')?.text ?? '' };
      return { kind: 'member', object, name: field(node, 'name')?.text ?? '', line: lineOf(node) };
    }
    default:
      return other();
  }
}

/** `gin.RouterGroup`, `Server`; null for lists, functions and others that have no name. */
export function typeName(node: Node | null): string | null {
  const type = readType(node);
  if (type.kind === 'name') return type.name;
  return type.kind === 'member' && type.object.kind === 'name' ? `${type.object.name}.${type.name}` : null;
}

const classAt = (node: Node, name: string | null): ClassExpression => ({
  kind: 'class',
  name,
  parent: null,
  mixins: [],
  decorators: [],
  line: lineOf(node),
  endLine: endLineOf(node),
  fields: [],
  methods: [],
  setup: [],
});

/** A field without a name is embedded, and called as the last part of its type. */
function readField(node: Node): ClassExpression['fields'] {
  if (node.type !== 'field_declaration') return [];
  const type = typeName(field(node, 'type'));
  const names = node.childrenForFieldName('name').flatMap((name) => name?.text ?? []);
  const tag = field(node, 'tag')?.text ?? '';
  const [, fallback] = /\b(?:default|envDefault|env-default):"([^"]*)"/.exec(tag) ?? [];
  const value = fallback === undefined ? zeroStruct(node) : literalOf(fallback, node);
  const setting = type === 'string' && tag !== '';
  if (names.length > 0) return names.map((name) => ({ name, value, type, static: false, setting, line: lineOf(node) }));
  return type === null
    ? []
    : [{ name: type.split('.').at(-1) ?? '', value: null, type, static: false, embedded: true }];
}

const literalOf = (value: string, node: Node): Expression => ({ kind: 'literal', value, line: lineOf(node) });

/** What a field holds from the start that is a struct with no name of its own. */
function zeroStruct(node: Node): Expression | null {
  const type = field(node, 'type');
  if (type?.type !== 'struct_type') return null;
  return { kind: 'instance', of: readType(type), entries: [], line: lineOf(node), endLine: endLineOf(node) };
}

function readMethod(node: Node): ClassMethod[] {
  const name = field(node, 'name')?.text;
  if (node.type !== 'method_elem' || name === undefined) return [];
  const { startIndex: start, endIndex: end } = node;
  const line = lineOf(node);
  return [
    {
      name,
      body: { kind: 'function', name, decorators: [], parameters: [], body: [], start, end, line, endLine: line },
      role: 'method',
      static: false,
      decorators: [],
    },
  ];
}
