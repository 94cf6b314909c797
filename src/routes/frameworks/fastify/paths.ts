/** `:name`, `:name(regex)` or `:(regex)`; a name ends before `-` and `.`, so that a segment can hold several. */
const parameter = /^:([^/().:*?-]*)(\((?:\\.|[^()\\]|\((?:\\.|[^()\\])*\))*\))?/;

/**
 * Templates of a path as find-my-way, Fastify's router, reads it; two when its end is optional.
 * https://github.com/delvedor/find-my-way#supported-path-formats
 */
export function templatesOf(path: string): string[] {
  const optional = /^(.*?)(\/:[^/()]*)\?\/?$/.exec(path);
  if (optional) return [templateOf(optional[1] || '/'), templateOf(optional[1]! + optional[2]!)];
  // `*` behind `/v1` answers `/v12` too, but nobody means that.
  return [templateOf(path.replace(/^\*/, '/*'))];
}

function templateOf(path: string): string {
  let template = '';
  let rest = path;
  while (rest !== '') {
    const match = rest.startsWith('::') ? null : parameter.exec(rest);
    if (rest.startsWith('::')) template += ':';
    else if (match) template += `{${match[1] || 'value'}}`;
    else template += rest[0] === '*' ? '{wildcard*}' : rest[0];
    rest = rest.slice(match?.[0].length ?? (rest.startsWith('::') ? 2 : 1));
  }
  return template;
}
