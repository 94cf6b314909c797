/** What a user installs: the package as VS Code unpacks it. */

import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { discardFolder, newCacheFolder } from '../../scripts/cache.mjs';
import { vsix } from '../../scripts/ensure.mjs';
import { installExtension } from '../support/vscode/server.ts';

let dataFolder: string;
let files: string[];

beforeAll(async () => {
  dataFolder = newCacheFolder('work', 'package');
  await installExtension(vsix, dataFolder);
  const extensions = join(dataFolder, 'extensions');
  const name = readdirSync(extensions).find((entry) => entry.startsWith('endpoint-profiler.'));
  const folder = join(extensions, name!);
  files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    statSync(join(folder, file)).isFile(),
  );
});

afterAll(() => discardFolder(dataFolder));

test('is smaller than 3 MB', () => {
  expect(statSync(vsix).size).toBeLessThan(3_000_000);
});

test('holds the bundles with their licences, pictures, schemas and documents, and nothing else', () => {
  const expected = [
    /^dist\/(?!cli\.)[\w-]+\.(js|css|wasm)$/,
    /^dist\/third-party-licences\.txt$/,
    /^media\/([\w-]+\/)?[\w-]+\.(svg|png|md)$/,
    /^schemas\/[\w.-]+\.json$/,
    /^(package\.json|readme\.md|changelog\.md|LICENSE\.txt|\.vsixmanifest)$/,
  ];
  expect(files.filter((file) => !expected.some((pattern) => pattern.test(file)))).toEqual([]);
});

const bundles = ['extension', 'pipeline', 'scan-worker', 'burst-worker', 'keeper', 'tap', 'source-preload', 'webview'];

test.each(bundles)('holds the bundle %s', (name) => {
  expect(files).toContain(`dist/${name}.js`);
});
