/** Optional segments double the templates; more than that is nothing a person wrote. */
const maxTemplates = 16;

/**
 * Templates of a path with parameters in brackets: `[id]`, `[id=matcher]`, `[...slug]`, optional `[[lang]]` and
 * `[[...slug]]`.
 */
export function bracketTemplates(path: string): string[] | null {
  let templates = [''];
  for (const segment of path.split('/').filter((part) => part !== '')) {
    const [, optional] = /^\[\[(.+)\]\]$/.exec(segment) ?? [];
    const text = withParameters(optional === undefined ? segment : `[${optional}]`);
    const choices = optional === undefined ? [`/${text}`] : ['', `/${text}`];
    templates = templates.flatMap((template) => choices.map((choice) => template + choice));
    if (templates.length > maxTemplates) return null;
  }
  return templates;
}

const withParameters = (segment: string): string =>
  segment.replace(
    /\[(\.\.\.)?([^\][=]*)(?:=[^\]]*)?\]/g,
    (_, rest: string | undefined, name: string) => `{${name || 'path'}${rest ? '*' : ''}}`,
  );

/** A file's path without its extension and without `index` at its end. */
export const withoutIndex = (path: string): string => path.replace(/\.[a-z]+$/, '').replace(/(^|\/)index$/, '');
