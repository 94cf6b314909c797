import type { Parameter } from '../../../model.ts';

/** Where a handler finds its inputs: regular expressions for what stands before `.name`, `ctx\.request\.body`. */
export type InputPlaces = Partial<Record<'query' | 'body', string>>;

/** The inputs a handler's text names: `req.query.page`, `req.body['name']` and `const { a, b } = req.query`. */
export function inputsIn(text: string, places: InputPlaces): Parameter[] {
  const found = new Map<string, Parameter>();
  for (const place of ['query', 'body'] as const) {
    const source = places[place];
    if (source === undefined) continue;
    for (const name of namesIn(text, source)) found.set(`${place} ${name}`, { name, in: place, required: false });
  }
  return [...found.values()];
}

function* namesIn(text: string, source: string): Generator<string> {
  const member = new RegExp(String.raw`\b${source}(?:\?\.|\.|\?\.?\[\s*['"]|\[\s*['"])([\w$-]+)`, 'g');
  for (const [, name = ''] of text.matchAll(member)) yield name;
  const taken = new RegExp(
    String.raw`\{([^{}]*)\}\s*(?::\s*\{[^{}]*\}\s*|:[^=;{]+)?=\s*(?:await\s+)?${source}(?![\w$])(?!\s*[.[?])`,
    'g',
  );
  for (const [, list = ''] of text.matchAll(taken))
    for (const part of list.split(',')) {
      const name = /^\s*([\w$]+)/.exec(part)?.[1];
      if (name) yield name;
    }
}

/** A name as a part of a regular expression. */
export const escaped = (name: string): string => name.replaceAll('$', '\\$');

/** The same of a handler that takes the request apart at once: `({ query, body: { name } }) => query.page`. */
export function inputsTaken(text: string): Parameter[] {
  const [pattern = ''] = /^[^{]*\{(?:[^{}]|\{[^{}]*\})*\}/.exec(text) ?? [];
  const taken = ['query', 'body'].flatMap((place) => {
    const [, list] = new RegExp(String.raw`\b${place}\s*:\s*(\{[^{}]*\})`).exec(pattern) ?? [];
    return list ? [`${list} = ${place};`] : [];
  });
  const named = (place: string) => new RegExp(String.raw`\b${place}\s*[,}]`).test(pattern);
  const rest = text.slice(pattern.length);
  const places = { query: String.raw`(?<![.\w])query`, body: String.raw`(?<![.\w])body` };
  const used = inputsIn(rest, {
    ...(named('query') && { query: places.query }),
    ...(named('body') && { body: places.body }),
  });
  return [...inputsIn(taken.join('\n'), places), ...used];
}
