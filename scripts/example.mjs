// The example API of examples/orders-api: its database, and copies of it to work in. Needs the npm packages.

import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { discardFolder, newCacheFolder } from './cache.mjs';
import { node24 } from './ensure.mjs';
import { root, start } from './run.mjs';

const example = join(root, 'examples', 'orders-api');

/**
 * Starts the example's PostgreSQL on a free port. Resolves with `{ url, stop }` when it is ready. It ends with this
 * process, however this process ends.
 */
export async function startExampleDatabase() {
  const program = join(example, 'database', 'database.ts');
  const database = start(node24(), [program, '--port', '0'], { stdio: 'pipe' });
  let output = '';
  const url = await new Promise((resolve, reject) => {
    for (const stream of [database.stdout, database.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk) => {
        output += chunk;
        const ready = output.match(/database ready at (\S+)/);
        if (ready) resolve(ready[1]);
      });
    }
    database.exited.then(() => reject(new Error(`The example's database did not start.\n${output.trim()}`)));
  });
  return { url, stop: database.stop };
}

/**
 * A copy of the example as a person would have it open, its server on `serverPort` and its database at `databaseUrl`.
 * Resolves with `{ folder, dispose }`.
 */
export async function copyExample({ databaseUrl, serverPort }) {
  const parent = newCacheFolder('work', 'example');
  const folder = join(parent, 'orders-api');
  const skipped = ['node_modules', 'database', 'baselines'];
  await cp(example, folder, { recursive: true, filter: (path) => !skipped.some((name) => path.endsWith(`/${name}`)) });

  const file = join(folder, '.endpoint-profiler', 'config.json');
  const config = JSON.parse(await readFile(file, 'utf8'));
  config.server.url = `http://127.0.0.1:${serverPort}`;
  config.server.env.PORT = String(serverPort);
  config.database.url = databaseUrl;
  await writeFile(file, JSON.stringify(config, null, 2));
  return { folder, dispose: () => discardFolder(parent) };
}
