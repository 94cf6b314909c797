/** Words of the command line → what is wanted. Throws a `UserError` that names the word that is off. */

import { parseArgs } from 'node:util';
import { closest } from 'fastest-levenshtein';
import { UserError } from '../model.ts';
import {
  absoluteUrl,
  type IsFolder,
  type Measured,
  measured,
  measuredOptions,
  oneOf,
  parseHeader,
  usage,
} from './measured-arguments.ts';

export type Command =
  | { name: 'help'; topic: string | null }
  | { name: 'version' }
  | { name: 'scan'; root: string; format: ScanFormat; includeTests: boolean }
  /** Explains the paths of the endpoints that the selector fits. */
  | { name: 'scan-why'; root: string; selector: string; includeTests: boolean }
  | ({ name: 'run' } & Measured)
  | ({ name: 'check' } & CheckWords & Measured)
  | ({ name: 'baseline-save' } & Measured)
  | { name: 'baseline-list'; root: string }
  | { name: 'baseline-prune'; root: string; yes: boolean }
  | { name: 'baseline-compare'; files: [was: string, now: string] }
  | ({ name: 'run-url'; request: RequestWords } & Measured);

export type ScanFormat = 'table' | 'json' | 'openapi';

export interface CheckWords {
  /** An endpoint of which it cannot be said whether it regressed has an exit code of its own. */
  strict: boolean;
  /** Takes more rounds where the first ones do not tell. */
  retry: boolean;
  /** Baselines that are new, or better, are kept. */
  update: boolean;
}

export interface RequestWords {
  url: string;
  method: string;
  headers: Record<string, string>;
  body: string | null;
}

const runOptions = {
  ...measuredOptions,
  url: { type: 'string' },
  method: { type: 'string' },
  header: { type: 'string', multiple: true, default: [] as string[] },
  body: { type: 'string' },
} as const;

const checkOptions = {
  ...measuredOptions,
  strict: { type: 'boolean', default: false },
  update: { type: 'boolean', default: false },
  'retry-inconclusive': { type: 'boolean', default: false },
} as const;

/** Of those commands that only read baseline files. */
const fileOptions = {
  yes: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

const scanFormats = ['table', 'json', 'openapi'] as const;

const commands = ['scan', 'run', 'check', 'baseline', 'help'];

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
      const { values, positionals } = parseArgs({ args: words, allowPositionals: true, options: checkOptions });
      if (values.help) return { name: 'help', topic: 'check' };
      const { strict, update, 'retry-inconclusive': retry } = values;
      return { name: 'check', strict, update, retry, ...measured(values, positionals, 'check', isFolder) };
    }
    case 'baseline':
      return parseBaseline(words, isFolder);
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
  if (why === undefined)
    return { name: 'scan', root, format: oneOf(scanFormats, format, '--format', 'scan'), includeTests };
  if (values.format !== undefined) throw usage('`--why` prints plain lines and goes without `--format`', 'scan');
  return { name: 'scan-why', root, selector: why, includeTests };
}

function parseRun(words: string[], isFolder: IsFolder): Command {
  const { values, positionals } = parseArgs({ args: words, allowPositionals: true, options: runOptions });
  if (values.help) return { name: 'help', topic: 'run' };
  if (values.url === undefined) {
    if (values.method ?? values.body ?? values.header[0])
      throw usage('`--method`, `--header` and `--body` go with `--url`', 'run');
    return { name: 'run', ...measured(values, positionals, 'run', isFolder) };
  }
  const parsed = measured(values, positionals, 'run', isFolder);
  if (parsed.selectors.length > 0) throw usage('`--url` goes without selectors', 'run');
  if (parsed.changedSince !== null) throw usage('`--url` goes without `--changed-since`', 'run');
  return {
    name: 'run-url',
    ...parsed,
    request: {
      url: absoluteUrl(values.url),
      method: (values.method ?? (values.body === undefined ? 'GET' : 'POST')).toUpperCase(),
      headers: Object.fromEntries(values.header.map(parseHeader)),
      body: values.body ?? null,
    },
  };
}

function parseBaseline(words: string[], isFolder: IsFolder): Command {
  const [action, ...rest] = words;
  if (action === 'save') {
    const { values, positionals } = parseArgs({ args: rest, allowPositionals: true, options: measuredOptions });
    if (values.help) return { name: 'help', topic: 'baseline' };
    return { name: 'baseline-save', ...measured(values, positionals, 'baseline', isFolder) };
  }
  const { values, positionals } = parseArgs({ args: rest, allowPositionals: true, options: fileOptions });
  if (values.help || action === '--help' || action === '-h') return { name: 'help', topic: 'baseline' };
  const { yes } = values;
  if (yes && action !== 'prune') throw usage('`--yes` goes with `baseline prune`', 'baseline');
  const [first, second, third] = positionals;
  if (action === 'compare') {
    if (!first || !second || third) throw usage('`baseline compare` takes two files', 'baseline');
    return { name: 'baseline-compare', files: [first, second] };
  }
  if (action !== 'list' && action !== 'prune')
    throw usage('`baseline` takes `save`, `list`, `compare` or `prune`', 'baseline');
  if (second) throw usage(`\`baseline ${action}\` takes one folder`, 'baseline');
  const root = first ?? '.';
  return action === 'list' ? { name: 'baseline-list', root } : { name: 'baseline-prune', root, yes };
}
