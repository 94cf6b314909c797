import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { frameworksModule, frameworksPath } from '../../scripts/frameworks-module.mjs';
import { copyGrammars } from '../../scripts/grammars.mjs';
import { createScanner } from '../../src/routes/scanner.ts';

const root = join(import.meta.dirname, '../..');
const sample = join(root, 'test/routes/express/nested-routers');
const folder = mkdtempSync(join(tmpdir(), 'scanner-'));
const workerPath = join(folder, 'scan-worker.js');

/** The worker as it is shipped: one CommonJS file with the grammars beside it. */
beforeAll(async () => {
  await build({
    entryPoints: { 'scan-worker': join(root, 'src/routes/worker.ts') },
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    plugins: [
      {
        name: 'frameworks',
        setup(plugin) {
          plugin.onResolve({ filter: /^virtual:frameworks$/ }, () => ({ path: 'frameworks', namespace: 'virtual' }));
          const contents = { contents: frameworksModule(), resolveDir: frameworksPath };
          plugin.onLoad({ filter: /.*/, namespace: 'virtual' }, () => contents);
        },
      },
    ],
  });
  await copyGrammars(folder);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('scans and updates in a worker, with progress', async () => {
  const scanner = createScanner({ workerPath });
  try {
    const seen: { done: number; total: number }[] = [];
    const { endpoints } = await scanner.scan(sample, { onProgress: (p) => seen.push(p) });
    expect(endpoints).toHaveLength(7);
    expect(seen.at(-1)).toEqual({ done: 6, total: 6 });
    const text = "import express from 'express';\nexpress().get('/typed', (req, res) => res.end());\n";
    const updated = await scanner.update(sample, join(sample, 'app.ts'), text);
    expect(updated.endpoints.map(({ path }) => path)).toContain('/typed');
  } finally {
    await scanner.dispose();
  }
});

it('rejects with the reason of the signal, and scans on', async () => {
  const scanner = createScanner({ workerPath });
  try {
    const controller = new AbortController();
    const scan = scanner.scan(sample, { signal: controller.signal });
    controller.abort(new Error('changed my mind'));
    await expect(scan).rejects.toThrow('changed my mind');
    expect((await scanner.scan(sample, {})).endpoints).toHaveLength(7);
  } finally {
    await scanner.dispose();
  }
});

it('rejects what was asked when the worker dies, and starts a new one for the next call', async () => {
  const flag = join(folder, 'die');
  const fragile = join(folder, 'fragile-worker.js');
  writeFileSync(flag, '');
  // Dies at the first request for as long as the file is there.
  writeFileSync(
    fragile,
    `const { parentPort } = require('node:worker_threads');
     if (require('node:fs').existsSync(${JSON.stringify(flag)})) parentPort.on('message', () => process.exit(7));
     else require('./scan-worker.js');`,
  );
  const scanner = createScanner({ workerPath: fragile });
  try {
    const calls = [scanner.scan(sample, {}), scanner.update(sample, 'app.ts', null)];
    for (const outcome of await Promise.allSettled(calls))
      expect(outcome).toMatchObject({
        status: 'rejected',
        reason: { message: expect.stringContaining('exit code 7') },
      });
    rmSync(flag);
    expect((await scanner.scan(sample, {})).endpoints).toHaveLength(7);
  } finally {
    await scanner.dispose();
  }
});

it('rejects what was asked when it is disposed', async () => {
  const scanner = createScanner({ workerPath });
  const scan = scanner.scan(sample, {});
  const outcome = expect(scan).rejects.toThrow('route scanner');
  await scanner.dispose();
  await outcome;
  await expect(scanner.scan(sample, {})).rejects.toThrow('closed');
});
