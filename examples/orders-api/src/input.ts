import { HttpError } from './errors.ts';

/** A whole number of a path or query parameter, or 400. */
export function wholeNumber(value: unknown, name: string, fallback?: number): number {
  if (value === undefined && fallback !== undefined) return fallback;
  if (typeof value !== 'string' || !/^\d{1,9}$/.test(value))
    throw new HttpError(400, `${name} must be a whole number.`);
  return Number(value);
}

/** A text field of a JSON body, or 400. */
export function text(body: unknown, name: string): string {
  const value = (body as Record<string, unknown> | undefined)?.[name];
  if (typeof value !== 'string' || value === '') throw new HttpError(400, `${name} must be a text.`);
  return value;
}

/** The first row, or 404. */
export function found<Row>(rows: Row[], what: string): Row {
  const row = rows[0];
  if (row === undefined) throw new HttpError(404, `No such ${what}.`);
  return row;
}
