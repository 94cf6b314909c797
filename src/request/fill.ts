/** Puts values of data rows and of a set-up's answer into what a person wrote: `${data:column}`, `${setUp:name}`. */

import { type Json, UserError } from '../model.ts';
import type { SampleValues } from './build.ts';
import type { Row } from './data.ts';

/** What placeholders are filled from. */
export interface Filling {
  row: Row | null;
  /** Of the set-up; null: the load has none. */
  values: Record<string, string> | null;
}

const placeholder = /\$\{(data|setUp):([^}]+)\}/g;

export const asksForData = (sample: SampleValues): boolean => JSON.stringify(sample).includes('${data:');

/**
 * Strings are filled wherever they stand; whoever builds the request encodes them for their place. In a JSON body a
 * string that is one placeholder alone becomes the value itself, so that a number of a JSON file stays a number. A body
 * that is text takes values as they are. Throws a `UserError` that names what is missing, and what there is.
 */
export function fillSample(sample: SampleValues, filling: Filling): SampleValues {
  return {
    path: fillTexts(sample.path, filling),
    query: fillTexts(sample.query, filling),
    headers: fillTexts(sample.headers, filling),
    body: typeof sample.body === 'string' ? fillText(sample.body, filling) : fillJson(sample.body, filling),
  };
}

const fillTexts = (texts: Record<string, string>, filling: Filling): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, fillText(text, filling)]));

export const fillText = (text: string, filling: Filling): string =>
  text.replace(placeholder, (_, source: string, name: string) => textOf(valueFor(source, name, filling)));

function fillJson(value: Json, filling: Filling): Json {
  if (typeof value === 'string') {
    const [alone] = value.matchAll(placeholder);
    return alone?.[0] === value ? valueFor(alone[1]!, alone[2]!, filling) : fillText(value, filling);
  }
  if (Array.isArray(value)) return value.map((item) => fillJson(item, filling));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillJson(item, filling)]));
}

/** Half of a surrogate pair, which JSON can hold, cannot be sent. */
const textOf = (value: Json): string =>
  (typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value)).toWellFormed();

function valueFor(source: string, name: string, { row, values }: Filling): Json {
  const known = source === 'data' ? row : values;
  if (known && Object.hasOwn(known, name)) return known[name]!;
  const written = `\${${source}:${name}}`;
  if (known === null) {
    throw new UserError({
      message: `A sample value asks for ${written}, and this load has no ${source === 'data' ? 'data file' : 'set-up'}.`,
      nextStep: `Choose a load of the config that has "${source}", or write a value instead.`,
    });
  }
  const names = Object.keys(known);
  throw new UserError({
    message: `A sample value asks for ${written}, which the ${source === 'data' ? 'data' : 'set-up'} does not have.`,
    nextStep: names.length > 0 ? `There is ${names.join(', ')}.` : 'It has nothing at all.',
  });
}
