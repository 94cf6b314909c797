/**
 * Texts in GitHub's and GitLab's Markdown: https://github.github.com/gfm. Whatever comes from code, a database or an
 * address is data: it becomes neither markup nor a link, a mention, an emoji or a reference to an issue.
 */

import { stripVTControlCharacters } from 'node:util';

/** What is longer is cut: an address or a statement may be of any length. */
const longestCode = 300;
const longestText = 2_000;
const longestBlock = 4_000;

/** A sentence, in Markdown and in HTML alike: what could be markup is written as an entity. */
export const markdownText = (text: string): string => inEntities(oneLine(text, longestText));

function inEntities(line: string): string {
  return line
    .replace(/[\\`*_[\]<>&|~$#]/g, entity)
    .replace(/^[-+=]|(?<=^\d+)[.)](?=\s|$)/, entity)
    .replace(reference, `$&${apart}`);
}

const entity = (character: string): string => `&#${character.charCodeAt(0)};`;

/** Has no width: mentions, links and references are looked for when the entities are read already. */
const apart = '&#8203;';

/** Where one begins: `@user`, `#12`, `!12`, `%name`, `:emoji:`, `https://`, `www.`, `GH-12`, a commit's hash. */
const reference =
  /@|&#(?:35|36|38|126);(?=\w)|[!%](?=[\w&])|:(?=[\w/+-])|\bwww(?=\.)|\bgh(?=-\d)|\b(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{6}(?=[0-9a-f]{1,34}\b)/gi;

/** Taken literally, in one line. A bar would end the cell of a table, which only an entity does not. */
export function markdownCode(text: string): string {
  const line = oneLine(text, longestCode) || ' ';
  if (line.includes('|')) return `<code>${inEntities(line)}</code>`;
  const fence = fenceAround(line, 1);
  const space = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${space}${line}${space}${fence}`;
}

/** Several lines of code, as they are. */
export function markdownBlock(text: string, language: string): string {
  const lines = shortened(
    stripVTControlCharacters(text.toWellFormed()).replace(/\r\n?/g, '\n').replace(unshowable, '\ufffd'),
    longestBlock,
  );
  const fence = fenceAround(lines, 3);
  return `${fence}${language}\n${lines}\n${fence}`;
}

const unshowable = /(?![\n\t])\p{Cc}|\p{Bidi_Control}/gu;

/** Longer than any row of backticks inside. */
function fenceAround(text: string, shortest: number): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  return '`'.repeat(Math.max(shortest, longest + 1));
}

/** In HTML, such as the line that opens and closes details, where no Markdown is read. */
export const htmlCode = (text: string): string =>
  `<code>${oneLine(text, longestCode).replace(/[&<>"]/g, entity)}</code>`;

const oneLine = (text: string, longest: number): string =>
  shortened(
    text
      .toWellFormed()
      .replace(/[\s\p{Cc}\p{Bidi_Control}]+/gu, ' ')
      .trim(),
    longest,
  );

/** Never in the middle of a character. */
function shortened(text: string, longest: number): string {
  if (text.length <= longest) return text;
  return `${text.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

export interface MarkdownColumn {
  name: string;
  align: 'left' | 'right';
}

/** The cells are Markdown already. */
export function markdownTable(columns: MarkdownColumn[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(({ name }) => name)),
    line(columns.map(({ align }) => (align === 'right' ? '---:' : '---'))),
    ...rows.map(line),
  ].join('\n');
}

/** `summary` is HTML, `content` is Markdown: the blank lines around it make it so. */
export const details = (summary: string, content: string): string =>
  `<details>\n<summary>${summary}</summary>\n\n${content}\n\n</details>`;
