/** What the README names is there: it is the first thing that a person tries. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { adapters } from 'virtual:frameworks';
import { expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { builtInLoads } from '../../src/burst/loads.ts';
import { reportFormats } from '../../src/cli/measured-arguments.ts';
import { configSchema } from '../../src/config/config.ts';

const root = join(import.meta.dirname, '../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const all = (pattern: RegExp) => [...readme.matchAll(pattern)].map((match) => match[1]!);

test('files and folders', () => {
  const paths = [...all(/`((?:src|webview|test|scripts)\/[^`]*)`/g), ...all(/\]\((media\/[^)]*)\)/g)];
  expect(paths.length).toBeGreaterThan(10);
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test('every framework', () => {
  const letters = (text: string) => text.toLowerCase().replaceAll(/[^a-z]/g, '');
  const [table = ''] = all(/## What it finds\n(.*?)\n## /gs);
  const missing = adapters.filter(({ name }) => !letters(table).includes(letters(name)));
  expect(missing.map(({ name }) => name)).toEqual([]);
});

test('npm scripts', () => {
  const scripts = all(/npm run ([\w:]+)/g);
  expect(scripts.length).toBeGreaterThan(3);
  expect(scripts.filter((name) => !(name in packageJson.scripts))).toEqual([]);
});

test('every setting, with its default', () => {
  const rows = [...readme.matchAll(/^\| (`endpointProfiler\.[^|]*) \| ([^|]*) \|/gm)].flatMap(([, names, defaults]) => {
    const [first, ...more] = names!.split(', ').map((name) => name.slice(1, -1));
    const group = first!.slice(0, first!.lastIndexOf('.'));
    const values = defaults!.split(', ').map((value) => JSON.parse(value.slice(1, -1)));
    return [first!, ...more.map((name) => group + name)].map((name, index) => [name, values[index]]);
  });
  const properties = Object.entries(packageJson.contributes.configuration.properties);
  expect(rows).toEqual(properties.map(([name, property]) => [name, property.default]));
});

test('configs as the schema wants them', () => {
  const configs = all(/```json\n(.*?)```/gs);
  expect(configs.length).toBeGreaterThan(1);
  for (const config of configs) expect(configSchema.safeParse(JSON.parse(config)).error).toBeUndefined();
});

test('every load that is built in', () => {
  const [section = ''] = all(/## Load profiles\n(.*?)\n## /gs);
  const rows = [...section.matchAll(/^\| `(.*?)` \|/gm)].map(([, name]) => name);
  expect(rows).toEqual(Object.keys(builtInLoads));
});

test('every format of a report', () => {
  const [section = ''] = all(/## Command line\n(.*?)\n## /gs);
  expect(reportFormats.filter((format) => !section.includes(`\`${format}\``))).toEqual([]);
});
