import { createHash } from 'node:crypto';

const constants = /'(?:[^']|'')*'|(?<![$\w])\d+(?:\.\d+)?/g;

/** The same for texts that differ only in plain constants: strings and numbers. */
export const withoutValues = (text: string): string => text.replace(constants, '?');

/** What the server's process and this one know a statement by, so that its text is written nowhere. */
export const statementKey = (text: string): string => createHash('sha256').update(withoutValues(text)).digest('base64');
