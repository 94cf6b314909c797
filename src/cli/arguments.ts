/** Words of the command line → what is wanted. Throws a `UserError` that names the word that is off. */

import { join } from 'node:path/posix';
import { parseArgs } from 'node:util';
import { closest } from 'fastest-levenshtein';
import { UserError } from '../model.ts';

export type Command =
  | { name: 'help'; topic: string | null }
  | { name: 'version' }
  | { name: 'scan'; root: string; format: ScanFormat; includeTests: boolean }
  /** Explains the paths of the endpoints that the selector fits. */
  | { name: 'scan-why'; root: string; selector: string; includeTests: boolean }
  | ({ name: 'run'; html: string | null } & Measured)
  | ({ name: 'check'; html: string | null } & Measured)
  | ({ name: 'baseline-save' } & Measured)
  | ({ name: 'run-url'; html: string | null; request: RequestWords } & Measured);

export type ScanFormat = 'table' | 'json' | 'openapi';

export interface Measured {
  root: string;
  selectors: string[];
  format: 'table' | 'json';
  /** Name of a load profile; null: the default burst. */
  load: string | null;
  connections: number | null;
  /** Open model: requests a second. */
  ratePerS: number | null;
  workers: number | null;
  /** Of the measured part. */
  durationS: number | null;
  launch: boolean;
  sql: boolean;
  /** Hosts besides this machine that may be contacted. */
  allowedHosts: string[];
}

export interface RequestWords {
  url: string;
  method: string;
  headers: Record<string, string>;
  body: string | null;
}

const measuredOptions = {
  format: { type: 'string', default: 'table' },
  load: { type: 'string' },
  connections: { type: 'string' },
  rate: { type: 'string' },
  duration: { type: 'string' },
  workers: { type: 'string' },
  'no-server': { type: 'boolean', default: false },
  'no-sql': { type: 'boolean', default: false },
  'allow-host': { type: 'string', multiple: true, default: [] as string[] },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

const reportOptions = { ...measuredOptions, html: { type: 'string' } } as const;

const runOptions = {
  ...reportOptions,
  url: { type: 'string' },
  method: { type: 'string' },
  header: { type: 'string', multiple: true, default: [] as string[] },
  body: { type: 'string' },
} as const;

const commands = ['scan', 'run', 'check', 'baseline', 'help'];

type IsFolder = (word: string) => boolean;

export function parseCommand(words: string[], isFolder: IsFolder): Command {
  const [name, ...rest] = words;
  if (name === undefined || name === '--help' || name === '-h') return { name: 'help', topic: null };
  if (name === '--version' || name === '-v') return { name: 'version' };
  try {
    return parseNamed(name, rest, isFolder);
  } catch (error) {
    if (!(error instanceof Error) || !String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS'))
      throw error;
    // Node's own sentence names the option; what it adds after the first sentence is about passing it as a value.
    throw usage(error.message.split(/\.?\n|\. /)[0]!, name);
  }
}

function parseNamed(name: string, words: string[], isFolder: IsFolder): Command {
  switch (name) {
    case 'help':
      return { name: 'help', topic: words[0] ?? null };
    case 'scan':
      return parseScan(words);
    case 'run':
      return parseRun(words, isFolder);
    case 'check': {
      const { values, positionals } = parseArgs({ args: words, allowPositionals: true, options: reportOptions });
      if (values.help) return { name: 'help', topic: 'check' };
      return { name: 'check', html: values.html ?? null, ...measured(values, positionals, 'check', isFolder) };
    }
    case 'baseline': {
      const { values, positionals } = parseArgs({ args: words, allowPositionals: true, options: measuredOptions });
      if (values.help) return { name: 'help', topic: 'baseline' };
      const [action, ...rest] = positionals;
      if (action !== 'save') throw usage('`baseline` takes `save`', 'baseline');
      return { name: 'baseline-save', ...measured(values, rest, 'baseline', isFolder) };
    }
    default:
      throw new UserError({
        message: `There is no command "${name}".`,
        nextStep: `Did you mean "${closest(name, commands)}"? \`endpoint-profiler --help\` lists them all.`,
      });
  }
}

function parseScan(words: string[]): Command {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: {
      format: { type: 'string' },
      why: { type: 'string' },
      'include-tests': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return { name: 'help', topic: 'scan' };
  if (positionals.length > 1) throw usage('`scan` takes one folder', 'scan');
  const { why, format = 'table', 'include-tests': includeTests } = values;
  const root = positionals[0] ?? '.';
  if (why === undefined) return { name: 'scan', root, format: oneOf(scanFormats, format, 'scan'), includeTests };
  if (values.format !== undefined) throw usage('`--why` prints plain lines and goes without `--format`', 'scan');
  return { name: 'scan-why', root, selector: why, includeTests };
}

function parseRun(words: string[], isFolder: IsFolder): Command {
  const { values, positionals } = parseArgs({ args: words, allowPositionals: true, options: runOptions });
  if (values.help) return { name: 'help', topic: 'run' };
  const html = values.html ?? null;
  if (values.url === undefined) {
    if (values.method ?? values.body ?? values.header[0])
      throw usage('`--method`, `--header` and `--body` go with `--url`', 'run');
    return { name: 'run', html, ...measured(values, positionals, 'run', isFolder) };
  }
  const parsed = measured(values, positionals, 'run', isFolder);
  if (parsed.selectors.length > 0) throw usage('`--url` goes without selectors', 'run');
  return {
    name: 'run-url',
    html,
    ...parsed,
    request: {
      url: absoluteUrl(values.url),
      method: (values.method ?? (values.body === undefined ? 'GET' : 'POST')).toUpperCase(),
      headers: Object.fromEntries(values.header.map(parseHeader)),
      body: values.body ?? null,
    },
  };
}

interface MeasuredValues {
  format: string;
  load?: string;
  connections?: string;
  rate?: string;
  duration?: string;
  workers?: string;
  'no-server': boolean;
  'no-sql': boolean;
  'allow-host': string[];
}

/** The first word is the folder where such a folder exists. */
function measured(values: MeasuredValues, words: string[], topic: string, isFolder: IsFolder): Measured {
  const [first] = words;
  const namesFolder = first !== undefined && isFolder(folderSign(first));
  return {
    root: namesFolder ? first : '.',
    selectors: namesFolder ? words.slice(1) : words,
    format: oneOf(formats, values.format, topic),
    load: values.load ?? null,
    connections: positive(values.connections, '--connections', topic),
    ratePerS: positive(values.rate, '--rate', topic),
    workers: positive(values.workers, '--workers', topic),
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

const scanFormats = ['table', 'json', 'openapi'] as const;
const formats = ['table', 'json'] as const;

function oneOf<T extends string>(known: readonly T[], word: string, topic: string): T {
  const found = known.find((format) => format === word);
  if (found) return found;
  const list = `${known.slice(0, -1).join(', ')} or ${known.at(-1)}`;
  throw usage(`--format takes ${list}, not "${word}"`, topic);
}

function positive(word: string | undefined, option: string, topic: string): number | null {
  if (word === undefined) return null;
  const value = Number(word);
  if (Number.isFinite(value) && value > 0) return value;
  throw usage(`${option} takes a number above 0, not "${word}"`, topic);
}

function absoluteUrl(word: string): string {
  const url = URL.parse(word);
  if (url && ['http:', 'https:'].includes(url.protocol)) return url.href;
  throw usage(`--url takes an address that starts with http:// or https://, not "${word}"`, 'run');
}

function parseHeader(word: string): [name: string, value: string] {
  const colon = word.indexOf(':');
  if (colon > 0) return [word.slice(0, colon).trim().toLowerCase(), word.slice(colon + 1).trim()];
  throw usage(`--header takes "Name: value", not "${word}"`, 'run');
}

function usage(message: string, topic: string): UserError {
  return new UserError({
    message: `${message}.`,
    nextStep: `\`endpoint-profiler ${topic} --help\` shows how to call it.`,
  });
}
