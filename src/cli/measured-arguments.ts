/** The options that all commands have which measure: what is measured, how, and what becomes of the result. */

import { join } from 'node:path/posix';
import { UserError } from '../model.ts';

export interface Measured {
  root: string;
  selectors: string[];
  /** Leaves out endpoints that no change since this branch, tag or commit can have affected; null: none. */
  changedSince: string | null;
  /** On stdout. */
  format: ReportFormat;
  /** Written besides. */
  reports: ReportFile[];
  /** Name of a load profile; null: the default burst. */
  load: string | null;
  connections: number | null;
  /** Open model: requests a second. */
  ratePerS: number | null;
  workers: number | null;
  rounds: number | null;
  /** Of the measured part. */
  durationS: number | null;
  launch: boolean;
  sql: boolean;
  /** Hosts besides this machine that may be contacted. */
  allowedHosts: string[];
}

export type ReportFormat = (typeof reportFormats)[number];

export interface ReportFile {
  format: ReportFormat;
  file: string;
}

export const reportFormats = ['table', 'markdown', 'json', 'junit', 'prometheus', 'html'] as const;

export const measuredOptions = {
  'changed-since': { type: 'string' },
  format: { type: 'string', default: 'table' },
  report: { type: 'string', multiple: true, default: [] as string[] },
  html: { type: 'string' },
  load: { type: 'string' },
  connections: { type: 'string' },
  rate: { type: 'string' },
  rounds: { type: 'string' },
  duration: { type: 'string' },
  workers: { type: 'string' },
  'no-server': { type: 'boolean', default: false },
  'no-sql': { type: 'boolean', default: false },
  'allow-host': { type: 'string', multiple: true, default: [] as string[] },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

export interface MeasuredValues {
  'changed-since'?: string;
  format: string;
  report: string[];
  html?: string;
  load?: string;
  connections?: string;
  rate?: string;
  rounds?: string;
  duration?: string;
  workers?: string;
  'no-server': boolean;
  'no-sql': boolean;
  'allow-host': string[];
}

export type IsFolder = (word: string) => boolean;

/** The first word is the folder where such a folder exists. */
export function measured(values: MeasuredValues, words: string[], topic: string, isFolder: IsFolder): Measured {
  if (values.load !== undefined && values.rounds !== undefined)
    throw usage('`--rounds` is of the default burst, and goes without `--load`', topic);
  const [first] = words;
  const namesFolder = first !== undefined && isFolder(folderSign(first));
  return {
    root: namesFolder ? first : '.',
    selectors: namesFolder ? words.slice(1) : words,
    changedSince: values['changed-since'] ?? null,
    format: oneOf(reportFormats, values.format, '--format', topic),
    reports: reportFiles(values, topic),
    load: values.load ?? null,
    connections: positive(values.connections, '--connections', topic),
    ratePerS: positive(values.rate, '--rate', topic),
    workers: positive(values.workers, '--workers', topic),
    rounds: positive(values.rounds, '--rounds', topic),
    durationS: positive(values.duration, '--duration', topic),
    launch: !values['no-server'],
    sql: !values['no-sql'],
    allowedHosts: values['allow-host'],
  };
}

/**
 * `/users` is the path of an endpoint sooner than a folder at the top of the disk, although macOS and Windows have that
 * one too: it is the folder only if it is set up to be profiled.
 */
const folderSign = (word: string): string => (/^\/[^/]*$/.test(word) ? join(word, '.endpoint-profiler') : word);

function reportFiles({ report, html }: MeasuredValues, topic: string): ReportFile[] {
  const named = report.map((word): ReportFile => {
    const [, format, file] = /^([^=]*)=(.+)$/s.exec(word) ?? [];
    if (format === undefined || file === undefined)
      throw usage(`--report takes FORMAT=FILE, such as html=report.html, not "${word}"`, topic);
    return { format: oneOf(reportFormats, format, '--report', topic), file };
  });
  return html === undefined ? named : [...named, { format: 'html', file: html }];
}

export function oneOf<T extends string>(known: readonly T[], word: string, option: string, topic: string): T {
  const found = known.find((format) => format === word);
  if (found) return found;
  const list = `${known.slice(0, -1).join(', ')} or ${known.at(-1)}`;
  throw usage(`${option} takes ${list}, not "${word}"`, topic);
}

function positive(word: string | undefined, option: string, topic: string): number | null {
  if (word === undefined) return null;
  const value = Number(word);
  if (Number.isFinite(value) && value > 0) return value;
  throw usage(`${option} takes a number above 0, not "${word}"`, topic);
}

export function absoluteUrl(word: string): string {
  const url = URL.parse(word);
  if (url && ['http:', 'https:'].includes(url.protocol)) return url.href;
  throw usage(`--url takes an address that starts with http:// or https://, not "${word}"`, 'run');
}

export function parseHeader(word: string): [name: string, value: string] {
  const colon = word.indexOf(':');
  if (colon > 0) return [word.slice(0, colon).trim().toLowerCase(), word.slice(colon + 1).trim()];
  throw usage(`--header takes "Name: value", not "${word}"`, 'run');
}

export function usage(message: string, topic: string): UserError {
  return new UserError({
    message: `${message}.`,
    nextStep: `\`endpoint-profiler ${topic} --help\` shows how to call it.`,
  });
}
