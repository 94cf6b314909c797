import type { ClassExpression, ClassMethod, Expression, FunctionExpression, Statement } from '../syntax.ts';
import { children, endLineOf, field, lineOf } from './nodes.ts';
import { readArguments, readExpression } from './python-expressions.ts';
import { declare, readDefined } from './python-statements.ts';
import type { Node } from './tree-sitter.ts';

export function readClass(node: Node, decorators: Expression[]): ClassExpression {
  const bases = readArguments(field(node, 'superclasses')).filter((base) => base.kind !== 'keywords');
  const [parent = null, ...mixins] = bases.map(withoutTypes);
  const result: ClassExpression = {
    kind: 'class',
    name: field(node, 'name')?.text ?? null,
    parent,
    mixins,
    decorators,
    line: lineOf(field(node, 'name') ?? node),
    endLine: endLineOf(node),
    fields: [],
    methods: [],
    setup: [],
  };
  const body = field(node, 'body');
  if (body) readMembers(body, result);
  return result;
}

/** `Repository[User]` is `Repository`. */
const withoutTypes = (base: Expression): Expression => (base.kind === 'index' ? base.object : base);

function readMembers(block: Node, result: ClassExpression): void {
  for (const node of children(block)) {
    switch (node.type) {
      case 'function_definition':
      case 'class_definition':
      case 'decorated_definition':
        addDefinition(node, result);
        break;
      case 'expression_statement':
        for (const child of children(node)) addField(child, result);
        break;
      case 'if_statement':
      case 'else_clause':
        for (const child of children(node)) if (/^block$|_clause$/.test(child.type)) readMembers(child, result);
    }
  }
}

function addField(node: Node, { fields, setup }: ClassExpression): void {
  const left = field(node, 'left');
  if (node.type === 'assignment' && left?.type === 'identifier') {
    const value = field(node, 'right');
    const type = field(node, 'type')?.text ?? null;
    fields.push({ name: left.text, value: value ? readExpression(value) : null, type, static: true });
  } else if (node.type === 'call') {
    setup.push({ kind: 'expression', value: readExpression(node) });
  }
}

function addDefinition(node: Node, { fields, methods, setup }: ClassExpression): void {
  const isPlain = (name: string) =>
    node.type === 'decorated_definition' && new RegExp(`^@${name}$`, 'm').test(node.text);
  const isStatic = isPlain('\\s*staticmethod\\s*');
  const definition = node.type === 'decorated_definition' ? field(node, 'definition') : node;
  const [self] = children((definition && field(definition, 'parameters')) ?? node);
  const takesSelf = !isStatic && self?.type === 'identifier';
  const defined = readDefined(node, takesSelf ? [declare(self.text, { kind: 'self' })] : []);
  if (defined?.kind === 'class') fields.push({ name: defined.name ?? '', value: defined, type: null, static: true });
  if (defined?.kind !== 'function') return;
  const body: FunctionExpression = takesSelf ? { ...defined, parameters: defined.parameters.slice(1) } : defined;
  methods.push(methodOf(body));
  if (defined.decorators.some((decorator) => decorator.kind === 'call')) setup.push(decorate(body));
}

const decorate = (value: FunctionExpression): Statement => ({
  kind: 'expression',
  value: { kind: 'decorated', value },
});

function methodOf(body: FunctionExpression): ClassMethod {
  const name = body.name ?? '';
  const words = body.decorators.map((decorator) =>
    decorator.kind === 'name' || decorator.kind === 'member' ? decorator.name : '',
  );
  const isGetter = words.some((word) => /^(cached_|hybrid_)?property$/.test(word));
  return {
    name,
    body,
    role: name === '__init__' ? 'constructor' : isGetter ? 'getter' : 'method',
    static: words.includes('staticmethod') || words.includes('classmethod'),
    decorators: body.decorators,
  };
}
