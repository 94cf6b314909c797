import type { Expression, Pattern } from '../syntax.ts';
import { readExpression, readKey, readType } from './javascript-expressions.ts';
import { children, field } from './nodes.ts';
import type { Node } from './tree-sitter.ts';

const nameless: Pattern = { kind: 'object', entries: [], rest: null };

/** What a parameter, a declaration or an assignment binds. */
export function readPattern(node: Node | null): Pattern {
  switch (node?.type) {
    case 'identifier':
    case 'shorthand_property_identifier_pattern':
      return { kind: 'name', name: node.text, type: null, fallback: null };
    case 'required_parameter':
    case 'optional_parameter':
      return readTypedParameter(node);
    case 'assignment_pattern':
    case 'object_assignment_pattern':
      return withFallback(readPattern(field(node, 'left')), readExpression(field(node, 'right')));
    case 'rest_pattern':
      return readPattern(children(node)[0] ?? null);
    case 'object_pattern':
      return readObjectPattern(node);
    case 'array_pattern':
      return readArrayPattern(node);
    case 'member_expression':
    case 'subscript_expression': {
      const place = readExpression(node);
      return place.kind === 'member' ? { kind: 'place', place } : nameless;
    }
    case 'parenthesized_expression':
    case 'non_null_expression':
    case 'as_expression':
      return readPattern(children(node)[0] ?? null);
    default:
      return nameless;
  }
}

function readTypedParameter(node: Node): Pattern {
  const type = field(node, 'type');
  const fallback = field(node, 'value');
  const pattern = readPattern(field(node, 'pattern'));
  const typed = type && pattern.kind === 'name' ? { ...pattern, type: readType(type) } : pattern;
  return fallback ? withFallback(typed, readExpression(fallback)) : typed;
}

const withFallback = (pattern: Pattern, fallback: Expression): Pattern =>
  pattern.kind === 'name' ? { ...pattern, fallback } : pattern;

function readObjectPattern(node: Node): Pattern {
  const pattern: Pattern = { kind: 'object', entries: [], rest: null };
  for (const child of children(node)) {
    if (child.type === 'rest_pattern') {
      pattern.rest = readPattern(child);
    } else if (child.type === 'pair_pattern') {
      const key = readKey(field(child, 'key'));
      if (key !== null) pattern.entries.push({ key, target: readPattern(field(child, 'value')) });
    } else {
      const target = readPattern(child);
      if (target.kind === 'name') pattern.entries.push({ key: target.name, target });
    }
  }
  return pattern;
}

/** `[a, , b]`: a comma without an element before it leaves a hole. */
function readArrayPattern(node: Node): Pattern {
  const items: (Pattern | null)[] = [];
  let filled = false;
  for (const child of node.children) {
    if (child?.type === ',') {
      if (!filled) items.push(null);
      filled = false;
    } else if (child?.isNamed && child.type !== 'comment') {
      items.push(readPattern(child));
      filled = true;
    }
  }
  return { kind: 'array', items };
}
