import { readFileSync } from 'node:fs';

/** A file's text, by whichever encoding it is most likely in; UTF-8 unless that is not what it is. */
export function readText(path: string): string {
  const text = readFileSync(path, 'utf8');
  if (!text.includes('\ufffd')) return text;
  const bytes = readFileSync(path);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff && bytes.length % 2 === 0) return bytes.swap16().toString('utf16le');
  return bytes.toString('latin1');
}

/** With line ends of old Macs as everybody else's: an editor counts them as lines, a parser does not. */
export const withLineEnds = (text: string): string => (text.includes('\r') ? text.replace(/\r(?!\n)/g, '\n') : text);
