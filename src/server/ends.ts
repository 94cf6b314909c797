/** Names how a server ended, from its exit and from what it printed last. */

import { constants } from 'node:os';

export interface ServerEnd {
  code: number | null;
  signal: string | null;
  /** What it printed, the last ones at least. */
  lines: string[];
  /** How many processes the system ended for want of memory while it ran. */
  oomKills: number;
}

const shownLines = 20;
const longestQuote = 200;

/** For a person to read. */
export const lastLines = (lines: string[]): string => lines.slice(-shownLines).join('\n');

/** What runtimes print when they get no more memory. */
const outOfMemory = [
  /JavaScript heap out of memory/, // Node.js
  /java\.lang\.OutOfMemoryError/,
  /^MemoryError\b/, // Python
  /^fatal error: .*(out of memory|cannot allocate memory)/, // Go
  /std::bad_alloc/, // C++
  /^memory allocation of \d+ bytes failed/, // Rust
  /^(Out of memory\.|.*System\.OutOfMemoryException)/, // .NET
  /\(NoMemoryError\)/, // Ruby
  /Allowed memory size of \d+ bytes exhausted/, // PHP
];

/** `TypeError: x is not a function`, `Error [ERR_X]: …`, `java.lang.IllegalStateException: …`, `panic: …`. */
const unhandled =
  /^\s*(Uncaught )?(Exception in thread "[^"]*" )?([\w$.]*(Error|Exception)( \[\w+\])?(:|$)|panic: |thread '.*' panicked)/;

/** `exit code 3`, or as much more as can be known; no full stop. */
export function howItEnded({ code, signal: itsSignal, lines, oomKills }: ServerEnd): string {
  const signal = itsSignal ?? signalOfShell(code);
  const exit = signal ?? `exit code ${code}`;
  if (code === 0) return exit;
  const memory = lineOf(outOfMemory, lines);
  if (memory !== undefined) return `out of memory (${exit}): ${memory}`;
  if (signal === 'SIGKILL' && oomKills > 0) {
    return "killed (SIGKILL), most likely out of memory: the system's out-of-memory killer was at work then";
  }
  if (signal === 'SIGKILL') return 'killed from outside (SIGKILL), by a person, a program, or for want of memory';
  if (signal === 'SIGSEGV' || signal === 'SIGBUS') return `crashed in native code (${signal})`;
  const error = lineOf([unhandled], lines);
  if (error !== undefined) return `an unhandled error (${exit}): ${error}`;
  return signal ? `ended by ${signal}` : exit;
}

/** Of a server whose command runs on without it, as one that watches files does: the exit is not told. */
export function howItVanished(lines: string[]): string {
  const memory = lineOf(outOfMemory, lines);
  const error = lineOf([unhandled], lines);
  const cause = memory ? `a lack of memory: ${memory}` : error && `an unhandled error: ${error}`;
  return `nothing listens any more, though its command runs on${cause ? `; its last words are of ${cause}` : ''}`;
}

/** A shell tells of the signal that ended its command by 128 + the signal's number. */
function signalOfShell(code: number | null): string | null {
  if (code === null || process.platform === 'win32') return null;
  return Object.entries(constants.signals).find(([, number]) => number === code - 128)?.[0] ?? null;
}

/** The last that has such words, without the full stop that the sentence around it sets. */
const lineOf = (words: RegExp[], lines: string[]): string | undefined =>
  lines
    .findLast((line) => words.some((one) => one.test(line)))
    ?.trim()
    .slice(0, longestQuote)
    .replace(/\.$/, '');
