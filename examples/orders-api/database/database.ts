// `npm run database`: the example's PostgreSQL until SIGTERM, SIGINT or, with --until-stdin-closes, the end of stdin.

import { parseArgs } from 'node:util';
import { DatabaseProblem } from './problem.ts';
import { type Database, startDatabase } from './start.ts';

const usage = 'Usage: npm run database [-- --port N] [--until-stdin-closes]';

try {
  const options = readOptions();
  const asked = untilAskedToEnd(options.untilStdinCloses);
  const database = await Promise.race([startDatabase({ port: options.port }), asked]);
  if (database === 'asked') process.exit(); // During the seed: the guard deletes what was half made.
  console.log(`database ready at ${database.url}${database.reused ? ' (already running, reused)' : ''}`);
  if (!database.reused || options.untilStdinCloses) process.exitCode = await hold(database, asked);
} catch (error) {
  if (!(error instanceof DatabaseProblem)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
process.exit();

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: '54329' },
        'until-stdin-closes': { type: 'boolean', default: false },
      },
    });
    if (!/^\d{1,5}$/.test(values.port)) throw new Error(`--port wants a number, not "${values.port}".`);
    return { port: Number(values.port), untilStdinCloses: values['until-stdin-closes'] };
  } catch (error) {
    throw new DatabaseProblem(`${(error as Error).message}\n${usage}`);
  }
}

/** Listens from the start: a signal during the seed must not be lost. */
function untilAskedToEnd(orStdinCloses: boolean): Promise<'asked'> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => resolve('asked'));
    if (orStdinCloses) {
      process.stdin.on('close', () => resolve('asked'));
      process.stdin.on('error', () => resolve('asked'));
      process.stdin.resume();
    }
  });
}

async function hold(database: Database, asked: Promise<'asked'>): Promise<number> {
  const first = await Promise.race([asked, database.ended]);
  await database.stop();
  if (first === 'asked') return 0;
  console.error(`The database ended unexpectedly.\n${first}`);
  return 1;
}
