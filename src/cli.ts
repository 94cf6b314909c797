/** The command line: the composition root beside extension.ts. */

import './cli/node-version.ts';

import { statSync } from 'node:fs';
import { version } from '../package.json';
import { parseCommand } from './cli/arguments.ts';
import { baselineCommand } from './cli/baseline-command.ts';
import { helpText } from './cli/help.ts';
import { measuringCommand } from './cli/measuring-command.ts';
import { scanCommand, whyCommand } from './cli/scan-command.ts';
import { exitCodes, type Surroundings } from './cli/surroundings.ts';
import { UserError } from './model.ts';

const interrupted = new AbortController();

/** Whoever reads us may stop early, as `head` does: then there is nobody left to tell anything. */
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    process.exitCode = exitCodes.notMeasured;
    if (stream === process.stdout) tell(error);
  });
}
const exitCodeBySignal = { SIGINT: 130, SIGTERM: 143 } as const;

async function main(words: string[]): Promise<number> {
  const around: Surroundings = {
    cwd: process.cwd(),
    distDir: __dirname,
    env: process.env,
    stdout: process.stdout,
    stderr: process.stderr,
    signal: interrupted.signal,
  };
  const command = parseCommand(words, (word) => statSync(word, { throwIfNoEntry: false })?.isDirectory() ?? false);
  switch (command.name) {
    case 'help':
      around.stdout.write(`${helpText(command.topic)}\n`);
      return exitCodes.fine;
    case 'version':
      around.stdout.write(`${version}\n`);
      return exitCodes.fine;
    case 'scan':
      return scanCommand(command, around);
    case 'scan-why':
      return whyCommand(command, around);
    case 'baseline-list':
    case 'baseline-prune':
    case 'baseline-compare':
      return baselineCommand(command, around);
    default:
      return measuringCommand(command, around);
  }
}

/** People get the sentence; whoever looks for a bug gets the stack with ENDPOINT_PROFILER_DEBUG=1. */
function tell(error: unknown): void {
  if (error instanceof UserError) {
    const { message, nextStep, detail } = error.problem;
    const lines = detail ? `${detail.replace(/^/gm, '  | ')}\n` : '';
    process.stderr.write(`${message}\n${lines}${nextStep}\n`);
    return;
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const story = process.env.ENDPOINT_PROFILER_DEBUG
    ? stack
    : `${message}\n(ENDPOINT_PROFILER_DEBUG=1 tells the whole story.)`;
  process.stderr.write(`Something went wrong: ${story}\n`);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    process.exitCode = exitCodeBySignal[signal];
    interrupted.abort();
  });
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode ??= code;
  },
  (error) => {
    if (!interrupted.signal.aborted) tell(error);
    process.exitCode ??= exitCodes.notMeasured;
  },
);
