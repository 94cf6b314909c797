/**
 * Source text as its tokens: what is left without comments and white space. Far from a parser, but what stands in a
 * string, a template or a regular expression is never taken for a comment.
 */

import { extname } from 'node:path';
import { fileTypes } from './languages/file-types.ts';

/** Whatever is neither Python nor Go is read as JavaScript. */
export function tokensOf(text: string, file: string): string[] {
  const extension = extname(file).toLowerCase();
  if (fileTypes.python.extensions.includes(extension)) return pythonTokens(text);
  return fileTypes.go.extensions.includes(extension) ? goTokens(text) : javascriptTokens(text);
}

const word = /[\p{L}\p{N}_$]+/u;
/** Not closed, it ends with the line. */
const quoted = /"(?:[^"\\\n]|\\[\s\S])*"?|'(?:[^'\\\n]|\\[\s\S])*'?/;
const anyOf = (...parts: RegExp[]): RegExp => new RegExp(parts.map(({ source }) => source).join('|'), 'uy');

const spaceOrComment = /\s+|\/\/.*|\/\*[\s\S]*?(?:\*\/|$)/y;
const goToken = anyOf(word, quoted, /`[^`]*`?/, /[\s\S]/);

function goTokens(text: string): string[] {
  const take = takeFrom(text);
  const tokens: string[] = [];
  for (;;) {
    if (take(spaceOrComment)) continue;
    const token = take(goToken);
    if (token === null) return tokens;
    tokens.push(token);
  }
}

const javascriptToken = anyOf(word, quoted, /[\s\S]/);
const regularExpression = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/\w*/y;
/** Up to its end, or to the code inside of it. */
const templatePart = /(?:[^`\\$]|\\[\s\S]|\$(?!\{))*(?:`|\$\{|$)/y;
const endOfOperand = /[\p{L}\p{N}_$)\]}"'`<]$/u;
const beforeOperand = /^(?:return|typeof|case|in|of|instanceof|delete|void|throw|new|else|do|await|yield)$/;

function javascriptTokens(text: string): string[] {
  const take = takeFrom(text);
  const tokens: string[] = [];
  /** For each template whose code is being read: how many braces are open in that. */
  const templates: number[] = [];
  const takeTemplatePart = () => {
    const part = take(templatePart) ?? '';
    tokens.push(part);
    if (part.endsWith('${')) templates.push(0);
  };
  for (;;) {
    if (take(spaceOrComment)) continue;
    const last = tokens.at(-1) ?? '';
    const isDivision = endOfOperand.test(last) && !beforeOperand.test(last);
    const token = (isDivision ? null : take(regularExpression)) ?? take(javascriptToken);
    if (token === null) return tokens;
    tokens.push(token);
    if (token === '`') takeTemplatePart();
    else if (token === '}' && templates.at(-1) === 0) {
      templates.pop();
      takeTemplatePart();
    } else if (templates.length > 0 && '{}'.includes(token))
      templates.push(templates.pop()! + (token === '{' ? 1 : -1));
  }
}

const pythonToken = anyOf(/"""(?:[^\\]|\\[\s\S])*?(?:"""|$)|'''(?:[^\\]|\\[\s\S])*?(?:'''|$)/, word, quoted, /[\s\S]/);
const pythonSpaceOrComment = /[^\S\n]+|\\\r?\n|#.*/y;
const lineBreak = /\n[^\S\n]*/y;

/** With a token for each line that says how deep it is indented: that is part of the program. */
function pythonTokens(text: string): string[] {
  const take = takeFrom(`\n${text}`);
  const tokens: string[] = [];
  const levels: number[] = [];
  let brackets = 0;
  let indent: number | null = null;
  for (;;) {
    const line = take(lineBreak);
    // Of several in a row the last one counts: the others are empty, or comments.
    if (line !== null && brackets === 0) indent = line.length;
    if (line !== null || take(pythonSpaceOrComment)) continue;
    const token = take(pythonToken);
    if (token === null) return tokens;
    if (indent !== null) tokens.push(`line at level ${enter(levels, indent)}`);
    indent = null;
    tokens.push(token);
    if ('([{'.includes(token)) brackets++;
    if (')]}'.includes(token)) brackets = Math.max(0, brackets - 1);
  }
}

/** How many levels of indentation are open with this line. */
function enter(levels: number[], indent: number): number {
  while (levels.length > 0 && levels.at(-1)! > indent) levels.pop();
  if (levels.at(-1) !== indent) levels.push(indent);
  return levels.length;
}

/** Takes what a sticky pattern fits at the place where the last one ended; null where it does not fit, or fits nothing. */
function takeFrom(text: string): (pattern: RegExp) => string | null {
  let at = 0;
  return (pattern) => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? '';
    at += found.length;
    return found === '' ? null : found;
  };
}
