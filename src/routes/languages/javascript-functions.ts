import type { Unread } from '../language.ts';
import type { FunctionExpression, FunctionParameter, Statement } from '../syntax.ts';
import { decoratorsIn, readExpression, readType } from './javascript-expressions.ts';
import { readPattern } from './javascript-patterns.ts';
import { readStatements } from './javascript-statements.ts';
import { children, endLineOf, field, lineOf } from './nodes.ts';
import type { Node } from './tree-sitter.ts';

/** Where the bodies that were left out of a tree begin, and how each is read. */
const leftOut = new WeakMap<Node['tree'], Map<number, () => Statement[]>>();

/** The functions that are read from this tree have their bodies read when somebody looks at them. */
export function leaveUnread(root: Node, bodies: Unread[], read: (body: Unread) => Statement[]): void {
  leftOut.set(root.tree, new Map(bodies.map((body) => [body.start.index, () => read(body)])));
}

export function readFunction(node: Node): FunctionExpression {
  const single = field(node, 'parameter');
  const list = field(node, 'parameters');
  const bodyNode = field(node, 'body');
  const parameters = single ? [readParameter(single)] : list ? children(list).map(readParameter) : [];
  const isBlock = bodyNode?.type === 'statement_block';
  const result: FunctionExpression = {
    kind: 'function',
    name: field(node, 'name')?.text ?? null,
    decorators: [],
    parameters,
    body: [],
    start: node.startIndex,
    end: node.endIndex,
    line: lineOf(field(node, 'name') ?? node),
    endLine: endLineOf(node),
  };
  const readLater = isBlock && leftOut.get(node.tree)?.get(bodyNode.startIndex);
  if (readLater) readWhenAsked(result, readLater);
  else result.body = isBlock ? readStatements(bodyNode) : [{ kind: 'return', value: readExpression(bodyNode) }];
  return result;
}

function readParameter(node: Node): FunctionParameter {
  const rest = [node, field(node, 'pattern')].some((part) => part?.type === 'rest_pattern');
  const isField = children(node).some((part) => part.type === 'accessibility_modifier' || part.type === 'readonly');
  const isKept = isField || /^readonly\s/.test(node.text);
  const parameter = { pattern: readPattern(node), rest, keywords: false, field: isKept };
  const decorators = decoratorsIn(node);
  if (decorators.length === 0) return parameter;
  const type = field(node, 'type');
  const optional = node.type === 'optional_parameter' || field(node, 'value') !== null;
  return { ...parameter, decorated: { decorators, type: type ? readType(type) : null, optional } };
}

function readWhenAsked(result: FunctionExpression, read: () => Statement[]): void {
  const property = { configurable: true, enumerable: true };
  Object.defineProperty(result, 'body', {
    ...property,
    get() {
      const body = read();
      Object.defineProperty(result, 'body', { ...property, value: body });
      return body;
    },
  });
}
