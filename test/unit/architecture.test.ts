/** Who may import whom. The way from a route to a verdict stays legible only while its stages do not know each other. */

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

/** Imports that break a rule and are to go: `file → import`. This list may only shrink. */
const exceptions: string[] = [];

const stages = ['routes', 'request', 'server', 'burst', 'measure', 'sql', 'baseline', 'report', 'config', 'changes'];

/** What files outside a stage may not import, however they come to it. Package name → folders and files that may. */
const homes: Record<string, string[]> = {
  vscode: ['src/editor/', 'src/extension.ts'],
  undici: ['src/burst/', 'src/server/'],
  pg: ['src/sql/'],
};

/** The page knows the messages, the nouns, how to word and format them, and what they recommend: nothing that runs in the extension. */
const openToPage = [
  'src/protocol.ts',
  ...sourceFiles('src/model'),
  'src/model.ts',
  ...sourceFiles('src/report').filter((path) => path.endsWith('wording.ts')),
  ...sourceFiles('src/report/recommendations'),
  'src/report/format.ts',
  'src/report/sentence.ts',
  'src/report/severity.ts',
  'src/report/sql-share.ts',
  'src/report/own-cold-start.ts',
];

interface Import {
  /** Relative to the checkout, with `/`. */
  from: string;
  /** A file of ours likewise, or what stands in the import. */
  to: string;
}

const imports = ['src', 'webview'].flatMap((folder) => sourceFiles(folder)).flatMap(importsOf);

test('a stage imports the nouns and itself, never another stage, the editor or what joins them', () => {
  const broken = imports.filter(({ from, to }) => {
    const stage = stages.find((name) => from.startsWith(`src/${name}/`));
    return stage !== undefined && to.startsWith('src/') && to !== 'src/model.ts' && !to.startsWith(`src/${stage}/`);
  });
  expect(unexcused(broken)).toEqual([]);
});

test('the nouns and the messages import no stage', () => {
  const isNoun = (file: string) => file === 'src/model.ts' || file.startsWith('src/model/');
  const broken = imports.filter(({ from, to }) => (isNoun(from) || from === 'src/protocol.ts') && !isNoun(to));
  expect(unexcused(broken)).toEqual([]);
});

test('the pipeline and the command line know no editor', () => {
  const broken = imports.filter(
    ({ from, to }) => !homes.vscode!.some((home) => from.startsWith(home)) && to.startsWith('src/editor/'),
  );
  expect(unexcused(broken)).toEqual([]);
});

for (const [name, allowed] of Object.entries(homes)) {
  test(`${name} is imported only in ${allowed.join(' and ')}`, () => {
    const users = imports.filter(({ to }) => to === name || to.startsWith(`${name}/`));
    expect(unexcused(users.filter(({ from }) => !allowed.some((home) => from.startsWith(home))))).toEqual([]);
  });
}

test('the page imports from the extension only messages, nouns and wording', () => {
  const broken = imports.filter(
    ({ from, to }) => from.startsWith('webview/') && to.startsWith('src/') && !openToPage.includes(to),
  );
  expect(unexcused(broken)).toEqual([]);
});

test('what the page may import runs in a page: it imports nothing else in its turn', () => {
  const broken = imports.filter(({ from, to }) => openToPage.includes(from) && !openToPage.includes(to));
  expect(unexcused(broken)).toEqual([]);
});

test('nothing in src imports the page', () => {
  expect(unexcused(imports.filter(({ from, to }) => from.startsWith('src/') && to.startsWith('webview/')))).toEqual([]);
});

test('every exception is still needed', () => {
  const present = new Set(imports.map(describe));
  expect(exceptions.filter((exception) => !present.has(exception))).toEqual([]);
});

test('the check sees imports in all their forms', () => {
  const source = `
    import a from './a.ts';
    import type { B } from '../model.ts';
    import {
      c,
    } from 'undici';
    export * from "./d.ts";
    import './side-effect.ts';
    const e = await import('node:fs');
    const f = require('pg');
    type G = import('vscode').Uri;
    // import comment from './comment.ts';
  `;
  expect(specifiersOf(source).sort()).toEqual(
    ['../model.ts', './a.ts', './d.ts', './side-effect.ts', 'node:fs', 'pg', 'undici', 'vscode'].sort(),
  );
});

const describe = ({ from, to }: Import) => `${from} → ${to}`;

const unexcused = (broken: Import[]) => broken.map(describe).filter((line) => !exceptions.includes(line));

function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.[cm]?ts$/.test(name))
    .map((name) => join(folder, name).split(sep).join('/'));
}

function importsOf(from: string): Import[] {
  return specifiersOf(readFileSync(join(root, from), 'utf8')).map((specifier) => ({
    from,
    to: specifier.startsWith('.') ? resolve(from, specifier) : specifier,
  }));
}

function resolve(from: string, specifier: string): string {
  return relative(root, join(root, from, '..', specifier))
    .split(sep)
    .join('/');
}

/** Statements at the start of a line, and calls anywhere; a comment line is neither. */
function specifiersOf(source: string): string[] {
  const code = source.replace(/^\s*(\/\/|\*|\/\*).*$/gm, '');
  const statements = /^\s*(?:import|export)\s+(?:[^'"=;()]*\bfrom\s*)?['"]([^'"]+)['"]/gm;
  const calls = /\b(?:import|require)\(\s*['"]([^'"]+)['"]/g;
  return [...code.matchAll(statements), ...code.matchAll(calls)].map((match) => match[1]!);
}
