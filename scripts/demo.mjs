// `npm run demo`: profiles the example API from nothing but Node 20 and npm, and leaves a report and nothing else.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { cache } from './cache.mjs';
import { ensureBuilt, ensureDependencies, node24 } from './ensure.mjs';
import { example, startExampleDatabase } from './example.mjs';
import { main, mustRun, root, say } from './run.mjs';

/** The port that the example's configuration names. */
const databasePort = 54329;

await main(async () => {
  await ensureDependencies();
  await ensureBuilt();
  say('Starting the example’s PostgreSQL; the first time, it is filled with orders …');
  const database = await startExampleDatabase(databasePort);
  try {
    const report = join(cache, 'demo', 'report.html');
    mkdirSync(join(cache, 'demo'), { recursive: true });
    const args = [join(root, 'dist', 'cli.js'), 'run', example, '--duration', '0.8', '--html', report];
    await mustRun(node24(), args, { timeoutMs: 10 * 60_000 });
  } finally {
    await database.stop();
  }
});
