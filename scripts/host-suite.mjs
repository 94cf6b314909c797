// The suite of test/host as one file that a VS Code can load, the workspace it runs in, and where it leaves its results.

import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { discardFolder, newCacheFolder } from './cache.mjs';
import { freePort } from './free-port.mjs';
import { root } from './run.mjs';

export const hostSuite = join(root, '.cache', 'host', 'index.js');
export const hostResults = join(root, 'test-results', 'host.json');

/** A copy of test/host/workspace whose API has a port to itself; what answers there is faster than any real API. Resolves with `{ folder, dispose }`. */
export async function copyHostWorkspace() {
  const folder = newCacheFolder('work', 'host');
  await cp(join(root, 'test', 'host', 'workspace'), folder, { recursive: true });
  const port = await freePort();
  const server = {
    url: `http://127.0.0.1:${port}`,
    command: 'node fast.js',
    env: { PORT: `${port}` },
    ready: '/health',
  };
  await mkdir(join(folder, '.endpoint-profiler'));
  await writeFile(join(folder, '.endpoint-profiler', 'config.json'), JSON.stringify({ server }));
  return { folder, dispose: () => discardFolder(folder) };
}

export function bundleHostSuite() {
  return build({
    entryPoints: [join(root, 'test', 'host', 'index.ts')],
    outfile: hostSuite,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node24',
    external: ['vscode'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}
