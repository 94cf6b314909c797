/**
 * Path patterns as Express, and with small differences others, write them: https://expressjs.com/en/guide/routing.html
 * and https://github.com/pillarjs/path-to-regexp. Both the notation of Express 4 (`:id?`, `:id(\\d+)`, `*`) and that of
 * Express 5 (`{/:id}`, `*splat`) are understood.
 */

/** Optional parts double the templates; more than that is nothing a person wrote. */
const maxTemplates = 16;

/** OpenAPI templates, one for each choice of optional parts; null for what no template says. */
export function templatesOf(pattern: string): string[] | null {
  const alternatives = parse(pattern);
  return alternatives && [...new Set(alternatives)];
}

/** What a token starts with, and how it reads; tried in this order. */
const tokens: [RegExp, (match: RegExpExecArray) => Token][] = [
  [/^\\(.)/, ([, character = '']) => ({ text: character })],
  [/^(\/?)\{\*([\w$]+)\}/, ([, slash, name]) => ({ text: `${slash}{${name}*}` })],
  [/^\*([\w$]+)/, ([, name]) => ({ text: `{${name}*}` })],
  [/^(\/?):([\w$]+)(?:\(((?:\\.|[^()\\]|\((?:\\.|[^()\\])*\))*)\))?([?*+]?)/, parameter],
  [/^\/\?(?=\*|$)/, () => ({ text: '' })],
  [/^(?:\*|\(\.\*\))/, () => ({ text: '{wildcard*}' })],
];

interface Token {
  text: string;
  optional?: boolean;
}

function parameter([, slash = '', name = '', , modifier = '']: RegExpExecArray): Token {
  if (modifier === '*' || modifier === '+') return { text: `${slash}{${name}*}` };
  return { text: `${slash}{${name}}`, optional: modifier === '?' };
}

function parse(pattern: string): string[] | null {
  let rest = pattern;
  let templates = [''];
  while (rest !== '') {
    const group = groupAt(rest);
    const token = group ?? tokenAt(rest);
    if (!token) return null;
    const texts = 'inner' in token ? parse(token.inner) : [token.text];
    if (!texts) return null;
    const choices = token.optional ? ['', ...texts] : texts;
    templates = templates.flatMap((template) => choices.map((choice) => template + choice));
    if (templates.length > maxTemplates) return null;
    rest = rest.slice(token.length);
  }
  return templates;
}

function tokenAt(rest: string): (Token & { length: number }) | null {
  for (const [start, read] of tokens) {
    const match = start.exec(rest);
    if (match) return { ...read(match), length: match[0].length };
  }
  const character = rest[0]!;
  return /[?+()[\]{}!*]/.test(character) || character === ':' ? null : { text: character, length: 1 };
}

/** `{…}`: optional; may hold further groups. */
function groupAt(rest: string): { inner: string; optional: true; length: number } | null {
  if (rest[0] !== '{' || rest[1] === '*') return null;
  let depth = 0;
  for (let i = 0; i < rest.length; i++) {
    if (rest[i] === '\\') i++;
    else if (rest[i] === '{') depth++;
    else if (rest[i] === '}' && --depth === 0) return { inner: rest.slice(1, i), optional: true, length: i + 1 };
  }
  return null;
}
