import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { builtInLoads } from '../../../src/burst/loads.ts';
import { type ConfigFile, openConfig } from '../../../src/config/file.ts';
import { chooseLoad } from '../../../src/editor/choose-load.ts';
import type { Choice, Dialog } from '../../../src/editor/questions.ts';
import { UserError } from '../../../src/model.ts';
import { defaultBurst } from '../../../src/profile/load-choice.ts';

let root: string;
let config: ConfigFile;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'loads-'));
  config = openConfig(root, {});
});
afterEach(() => rm(root, { recursive: true }));

/** A person who picks `label`, or turns away. */
async function choose(label: string | undefined, before?: string) {
  const offered: Choice<unknown>[] = [];
  const dialog = {
    async pick<T>(_: string, choices: Choice<T>[]) {
      offered.push(...choices);
      return choices.find((choice) => choice.label === label)?.value;
    },
  } as Dialog;
  const set = vi.fn();
  const chosen = await chooseLoad(dialog, config, defaultBurst, { get: () => before, set });
  const details = offered.map(({ description, detail }) => `${description}: ${detail}`);
  return { chosen, set, labels: offered.map((choice) => choice.label), details };
}

test('offered are the burst, the built-in loads and those of the config, with what they do and how long', async () => {
  await config.set(['loads', 'peak'], { phases: [{ name: 'sustained', rate: 50, durationS: 120 }] });
  const { labels, details, chosen } = await choose('peak');
  expect(labels).toEqual(['burst', ...Object.keys(builtInLoads), 'peak']);
  expect(details[0]).toBe('the default: 12 rounds of 0.25 s after a warm-up');
  expect(details[1]).toBe('about 10 s: 1 user for 10 s');
  expect(details.at(-1)).toBe('about 2 min · from the config: 50/s for 2 min');
  expect(chosen).toMatchObject({ name: 'peak', load: { kind: 'phases', phases: [{ durationMs: 120_000 }] } });
});

test('the default burst is no load profile', async () => {
  expect((await choose('burst')).chosen).toEqual({ name: 'burst', load: null });
});

test('what was chosen last comes first, and what is chosen is remembered', async () => {
  const { labels, set } = await choose('smoke', 'spike');
  expect(labels.slice(0, 2)).toEqual(['spike', 'burst']);
  expect(set).toHaveBeenCalledExactlyOnceWith('smoke');
});

test('a load that is gone from the config is no choice any more', async () => {
  expect((await choose('burst', 'peak')).labels[0]).toBe('burst');
});

test('who turns away has chosen nothing, and nothing is remembered', async () => {
  const { chosen, set } = await choose(undefined);
  expect(chosen).toBeNull();
  expect(set).not.toHaveBeenCalled();
});

test('a load that is not valid is told with its place', async () => {
  await config.set(['loads', 'peak'], { phases: [] });
  await expect(choose('burst')).rejects.toThrow(UserError);
});
