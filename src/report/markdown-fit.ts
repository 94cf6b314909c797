/** Keeps a report within a bound of length, and says what it cost. */

import { plural } from './format.ts';

export interface Part {
  text: string;
  /** 0 stays, whatever else has to go; the highest goes first, and of equals the last. */
  rank: number;
  /** How it is called where it is left out; null for the details of an endpoint, which are counted. */
  title: string | null;
}

export function fitted(parts: Part[], mostCharacters: number): string {
  const leftOut = new Set<Part>();
  let length = lengthOf(parts);
  for (const part of parts.toReversed().sort((a, b) => b.rank - a.rank)) {
    if (part.rank === 0 || length + lengthOf(sentence(leftOut)) <= mostCharacters) break;
    leftOut.add(part);
    length -= lengthOf([part]);
  }
  const kept = parts.filter((part) => !leftOut.has(part));
  return [...kept, ...sentence(leftOut)].map(({ text }) => text).join(gap);
}

const gap = '\n\n';

const lengthOf = (parts: { text: string }[]): number =>
  parts.reduce((sum, { text }) => sum + text.length + gap.length, 0);

function sentence(leftOut: Set<Part>): { text: string }[] {
  return leftOut.size > 0 ? [{ text: leftOutWords([...leftOut]) }] : [];
}

function leftOutWords(parts: Part[]): string {
  const titles = parts.flatMap(({ title }) => (title === null ? [] : [`“${title}”`]));
  const endpoints = parts.length - titles.length;
  const names = [...(endpoints > 0 ? [`the details of ${plural(endpoints, 'endpoint')}`] : []), ...titles];
  return `Left out, for a comment can hold no more: ${names.join(', ')}. The HTML and the JSON report have everything.`;
}
