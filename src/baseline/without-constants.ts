/** Takes out of a statement what may be a value of somebody's: a baseline goes into version control. */

/** What the lexer of PostgreSQL tells apart, as far as it is needed to find constants. */
const tokens = new RegExp(
  [
    /(?<space>(?:\s|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))+)/,
    /(?<name>"(?:[^"]|"")*"|\$\d+|[a-z_\u0080-\uffff][\w$\u0080-\uffff]*(?!['\w$]))/,
    // Unclosed, a string goes on to the end.
    /(?<constant>\be'(?:[^'\\]|''|\\[\s\S])*(?:'|$)|(?:\b(?:[bxn]|u&))?'(?:[^']|'')*(?:'|$)|\$(?<tag>[a-z_]\w*)?\$[\s\S]*?(?:\$\k<tag>\$|$)|(?:\d|\.\d)[\w.]*(?:(?<=e)[+-]\d+)?)/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gi',
);

/** On one line, without comments, and with a `?` for each number and string. Parameters, `$1`, stay as they are. */
export const withoutConstants = (sql: string): string =>
  sql
    .replace(tokens, (text, ...rest) => {
      const { space, constant } = rest.at(-1) as Record<string, string | undefined>;
      return space !== undefined ? ' ' : constant !== undefined ? '?' : text;
    })
    .trim();
