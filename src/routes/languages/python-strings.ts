import type { Node } from './tree-sitter.ts';

/** The parts of a string, and of those written side by side: text, and the expressions in f-strings. */
export function readStringParts(node: Node): (string | Node)[] {
  const parts: (string | Node)[] = [];
  const add = (part: string | Node) => {
    const last = parts.at(-1);
    if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part;
    else parts.push(part);
  };
  for (const string of node.type === 'concatenated_string' ? node.namedChildren : [node])
    if (string?.type === 'string') for (const part of partsOf(string)) add(part);
  return parts.length > 0 ? parts : [''];
}

function* partsOf(string: Node): Generator<string | Node> {
  const prefix = string.child(0)?.text.toLowerCase() ?? '';
  for (const part of string.namedChildren) {
    const expression = part?.type === 'interpolation' ? part.childForFieldName('expression') : null;
    if (expression) yield expression;
    else if (part?.type === 'string_content') yield contentOf(part.text, prefix);
  }
}

function contentOf(text: string, prefix: string): string {
  const plain = prefix.includes('f') ? text.replaceAll('{{', '{').replaceAll('}}', '}') : text;
  return prefix.includes('r') ? plain : plain.replace(escapeSequence, unescaped);
}

/** The text of a string without expressions in it. */
export const readString = (node: Node): string =>
  readStringParts(node)
    .map((part) => (typeof part === 'string' ? part : ''))
    .join('');

const escapeSequence = /\\(?:x[\da-f]{2}|u[\da-f]{4}|U[\da-f]{8}|\r?\n|[\s\S])/g;
const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', a: '\x07', '0': '\0' };

function unescaped(sequence: string): string {
  const [, hex] = /^\\[xuU]([\da-f]+)$/.exec(sequence) ?? [];
  if (hex) {
    const code = Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '';
  }
  const escaped = sequence.slice(1);
  if (/^[\r\n]/.test(escaped)) return '';
  return escapes[escaped] ?? (/^[\\'"]$/.test(escaped) ? escaped : sequence);
}
