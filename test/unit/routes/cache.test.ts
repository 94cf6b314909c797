import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { adapters } from 'virtual:frameworks';
import { expect, it, vi } from 'vitest';
import { Cache } from '../../../src/routes/scan/cache.ts';
import { Project } from '../../../src/routes/scan/project.ts';
import { folderWith, grammars, names } from './support.ts';

const route = (path: string) => `const app = require('express')();\napp.get('${path}', h);\n`;
const files = { 'app.js': route('/app'), 'other.js': 'exports.x = 1;', 'tsconfig.json': '{}' };

/** A project as a process of its own would open it; `read` gathers the files it reads. */
function open(root: string, cacheFolder: string, { version = '1' } = {}) {
  const read: string[] = [];
  const readText = (path: string) => {
    read.push(path.slice(root.length + 1));
    return readFileSync(path, 'utf8');
  };
  return { read, project: new Project({ root, adapters, grammars, readText, cache: new Cache(cacheFolder, version) }) };
}

const written = (folder: string) =>
  vi.waitFor(() => expect(readdirSync(folder)).toEqual([expect.stringMatching(/\.scan$/)]));

it('what an earlier process found is found again without reading anything', async () => {
  using folder = folderWith(files);
  using cache = folderWith({});
  const found = await open(folder.root, cache.root).project.scan();
  await written(cache.root);
  const again = open(folder.root, cache.root);
  expect(await again.project.scan()).toEqual(found);
  expect(again.read).toEqual([]);
  await again.project.prepare(() => false);
  expect(names(await again.project.update('app.js', route('/typed')))).toEqual(['GET /typed']);
});

it('only what changed since is looked at', async () => {
  using folder = folderWith(files);
  using cache = folderWith({});
  await open(folder.root, cache.root).project.scan();
  await written(cache.root);
  folder.write('other.js', route('/other, which is new'));
  const again = open(folder.root, cache.root);
  expect(names(await again.project.scan())).toEqual(['GET /app', 'GET /other, which is new']);
  expect(again.read.sort()).toEqual(['app.js', 'other.js']);
});

it.each<[string, (folder: { write(file: string, text: string): void; root: string }) => void]>([
  ['a file is new', ({ write }) => write('new.js', route('/new'))],
  ['a file is gone', ({ root }) => rmSync(join(root, 'app.js'))],
])('%s', async (_, change) => {
  using folder = folderWith(files);
  using cache = folderWith({});
  await open(folder.root, cache.root).project.scan();
  await written(cache.root);
  change(folder);
  using none = folderWith({});
  expect(await open(folder.root, cache.root).project.scan()).toEqual(await open(folder.root, none.root).project.scan());
});

it('what another version of the scanner kept, or what is no such file, is ignored', async () => {
  using folder = folderWith(files);
  using cache = folderWith({});
  const found = await open(folder.root, cache.root).project.scan();
  await written(cache.root);
  const other = open(folder.root, cache.root, { version: '2' });
  expect(await other.project.scan()).toEqual(found);
  expect(other.read).toHaveLength(2);
  const [name] = readdirSync(cache.root);
  writeFileSync(join(cache.root, name!), 'not what it was');
  expect(await open(folder.root, cache.root).project.scan()).toEqual(found);
});

it('nothing is kept of what is not saved', async () => {
  using folder = folderWith(files);
  using cache = folderWith({});
  const { project } = open(folder.root, cache.root);
  expect(names(await project.scan({ texts: new Map([['app.js', route('/typed')]]) }))).toEqual(['GET /typed']);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(readdirSync(cache.root)).toEqual([]);
});

it('keeps no more than a few folders', async () => {
  using folder = folderWith(files);
  using cache = folderWith(Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`${i}.scan`, ''])));
  await open(folder.root, cache.root).project.scan();
  await vi.waitFor(() => expect(readdirSync(cache.root)).toHaveLength(30));
});
