import { readFile } from 'node:fs/promises';
import { adapters } from 'virtual:frameworks';
import { expect, test } from 'vitest';
import {
  baselineEditor,
  commands,
  contextKeys,
  panelType,
  settings,
  treeItems,
  views,
  walkthrough,
} from '../../../src/editor/ids.ts';
import { defaultBurst } from '../../../src/profile/load-choice.ts';
import { fileTypes } from '../../../src/routes/languages/file-types.ts';

interface Contributes {
  commands: { command: string; title: string; category: string; icon: string }[];
  menus: Record<string, { command: string; when: string }[]>;
  views: Record<string, { id: string; icon: string }[]>;
  viewsContainers: { activitybar: { id: string; icon: string }[] };
  configuration: { properties: Record<string, { default: unknown; description: string }> };
  customEditors: { viewType: string; selector: { filenamePattern: string }[] }[];
  walkthroughs: { id: string; steps: { media: { svg?: string; markdown?: string } }[] }[];
}

const manifestFile = new URL('../../../package.json', import.meta.url);
const manifest = JSON.parse(await readFile(manifestFile, 'utf8'));
const contributes: Contributes = manifest.contributes;
const sorted = (ids: Iterable<string>) => [...ids].sort();

test('every command of the code is contributed with title, category and icon, and no other', () => {
  expect(sorted(contributes.commands.map(({ command }) => command))).toEqual(sorted(Object.values(commands)));
  for (const command of contributes.commands) {
    expect(command.category).toBe('Endpoint Profiler');
    expect(command.title).not.toBe('');
    expect(command.icon).toMatch(/^\$\([a-z-]+\)$/);
  }
});

test('every setting of the code is contributed with a description, and no other', () => {
  const { properties } = contributes.configuration;
  expect(sorted(Object.keys(properties))).toEqual(sorted(Object.values(settings)));
  for (const { description } of Object.values(properties)) expect(description).toMatch(/\.$/);
});

test('a burst has the same defaults in the editor and on the command line', () => {
  const { properties } = contributes.configuration;
  const burst = {
    connections: properties[settings.burstConnections]?.default,
    rounds: properties[settings.burstRounds]?.default,
    roundMs: properties[settings.burstRoundMs]?.default,
  };
  const { ratePerS: _, ...settable } = defaultBurst;
  expect(burst).toEqual(settable);
});

test('the views and the walkthrough are contributed under the ids of the code', () => {
  expect(contributes.viewsContainers.activitybar.map(({ id }) => id)).toEqual([views.container]);
  expect(Object.keys(contributes.views)).toEqual([views.container]);
  expect(contributes.views[views.container]?.map(({ id }) => id)).toEqual([views.endpoints]);
  expect(contributes.walkthroughs.map(({ id }) => id)).toEqual([walkthrough]);
  expect(contributes.customEditors.map(({ viewType }) => viewType)).toEqual([baselineEditor]);
});

test('every id that a menu, a welcome text, a step or a condition names exists in the code', () => {
  const all = [commands, settings, views, contextKeys].flatMap((ids) => Object.values<string>(ids));
  const known = new Set([...all, panelType, baselineEditor, walkthrough, `${views.endpoints}.focus`]);
  const named = JSON.stringify(contributes).match(/endpointProfiler[\w.]*\w/g) ?? [];
  expect(named.filter((id) => !known.has(id))).toEqual([]);
});

test('menus ask for the kinds of rows that the tree has', () => {
  const asked = JSON.stringify(contributes.menus).matchAll(/viewItem (?:== (\w+)|=~ \/\^\((.*?)\)\$\/)/g);
  const kinds = [...asked].flatMap(([, kind, several]) => kind ?? several?.split('|'));
  expect(kinds.length).toBeGreaterThan(0);
  for (const kind of kinds) expect(Object.values<string>(treeItems)).toContain(kind);
});

test('every context key is used in a condition', () => {
  const text = JSON.stringify(contributes);
  for (const key of Object.values(contextKeys)) expect(text).toContain(key);
});

test('every picture and text that the manifest names is there', async () => {
  const { icon } = manifest as { icon: string };
  const steps = contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.svg ?? media.markdown!));
  for (const file of [icon, contributes.viewsContainers.activitybar[0]!.icon, ...steps]) {
    expect((await readFile(new URL(file, manifestFile))).length).toBeGreaterThan(0);
  }
});

test('the extension starts, and offers its menu, in every language that the scanner reads', () => {
  const ids = Object.values(fileTypes).flatMap(({ editorIds }) => editorIds);
  expect(sorted(manifest.activationEvents)).toEqual(sorted(ids.map((id) => `onLanguage:${id}`)));
  const [, pattern] = /editorLangId =~ \/(.*?)\//.exec(contributes.menus['editor/context']![0]!.when)!;
  for (const id of ids) expect(id).toMatch(new RegExp(pattern!));
  expect('html').not.toMatch(new RegExp(pattern!));
});

test('the editor knows all files of the languages that have frameworks', () => {
  const known = Object.values(fileTypes).flatMap(({ extensions }) => extensions);
  for (const { language } of adapters) expect(known).toEqual(expect.arrayContaining(language.extensions));
});
