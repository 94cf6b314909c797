import { parseStatements } from '../parser.ts';

/** Numbers for sentences: `1,234`, `12.3`, `0.05`. */
export const count = (value: number): string => Math.round(value).toLocaleString('en-US');

export function ms(value: number): string {
  const digits = value >= 100 ? 0 : value >= 1 ? 1 : 2;
  return `${value.toFixed(digits)} ms`;
}

export const percent = (share: number): string => `${Math.round(share * 100)} %`;

export function bytes(value: number): string {
  const megabytes = value / 1024 / 1024;
  return megabytes >= 1 ? `${megabytes.toFixed(1)} MB` : `${count(value / 1024)} kB`;
}

/** As SQL has to have it: quoted where it would be folded to lower case or taken for a keyword, such as `user`. */
export function identifier(name: string): string {
  const standsAlone = /^[a-z_][a-z0-9_]*$/.test(name) && parseStatements(`CREATE INDEX ON ${name} (${name})`) !== null;
  return standsAlone ? name : `"${name.replaceAll('"', '""')}"`;
}

/** A condition as EXPLAIN prints it, without the parentheses around the whole. */
export function conditionText(condition: string): string {
  const inner = condition.slice(1, -1);
  return condition.startsWith('(') && parseStatements(`SELECT 1 WHERE ${inner}`) !== null ? inner : condition;
}
