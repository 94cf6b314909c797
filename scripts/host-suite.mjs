// The suite of test/host as one file that a VS Code can load, and where it leaves its results.

import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from './run.mjs';

export const hostSuite = join(root, '.cache', 'host', 'index.js');
export const hostResults = join(root, 'test-results', 'host.json');
export const hostWorkspace = join(root, 'test', 'host', 'workspace');

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
