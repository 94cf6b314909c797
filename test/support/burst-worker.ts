/** The executor with the real worker, built from the sources as they are. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { type BurstExecutor, createBurstExecutor } from '../../src/burst/executor.ts';

export interface BuiltExecutor extends BurstExecutor {
  /** Where the bundle lies; gone after `dispose`. */
  folder: string;
}

export async function buildExecutor(): Promise<BuiltExecutor> {
  const folder = await mkdtemp(join(tmpdir(), 'burst-test-'));
  const workerPath = join(folder, 'burst-worker.js');
  const entry = join(import.meta.dirname, '../../src/burst/worker.ts');
  await build({ entryPoints: [entry], outfile: workerPath, bundle: true, platform: 'node', format: 'cjs' });
  const executor = createBurstExecutor({ workerPath });
  return {
    folder,
    run: executor.run,
    async dispose() {
      await executor.dispose();
      await rm(folder, { recursive: true });
    },
  };
}
