// `npm run demo`: profiles the example API from nothing but Node 20 and npm, and leaves a report and nothing else.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { cache } from './cache.mjs';
import { ensureBuilt, ensureDependencies, node24 } from './ensure.mjs';
import { copyExample, startExampleDatabase } from './example.mjs';
import { freePort } from './free-port.mjs';
import { main, mustRun, root, say } from './run.mjs';

await main(async () => {
  await ensureDependencies();
  await ensureBuilt();
  say('Starting the example’s PostgreSQL; the first time, it is filled with orders …');
  const database = await startExampleDatabase();
  try {
    // A copy on ports of its own: whatever else runs on this machine is not in the way.
    const workspace = await copyExample({ databaseUrl: database.url, serverPort: await freePort() });
    try {
      const report = join(cache, 'demo', 'report.html');
      mkdirSync(join(cache, 'demo'), { recursive: true });
      const args = [join(root, 'dist', 'cli.js'), 'run', workspace.folder, '--duration', '0.8', '--html', report];
      await mustRun(node24(), args, { timeoutMs: 10 * 60_000 });
    } finally {
      workspace.dispose();
    }
  } finally {
    await database.stop();
  }
});
