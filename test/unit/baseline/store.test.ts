import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openBaselines } from '../../../src/baseline/store.ts';
import { anEndpoint, measured } from '../../support/profiles.ts';

describe('files in the workspace', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'endpoint-profiler-baselines-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  test('what was saved is loaded again; nothing else is left in the folder', async () => {
    const store = openBaselines(root);
    const file = await store.save(measured());
    expect((await store.load(anEndpoint()))?.summary.count).toBe(measured().summary.count);
    expect(await readdir(join(root, '.endpoint-profiler', 'baselines'))).toEqual([
      '.gitattributes',
      'api.orders.recent.GET.json',
    ]);
    expect(file).toContain('api.orders.recent.GET.json');
  });

  test('none was saved', async () => {
    expect(await openBaselines(root).load(anEndpoint())).toBeNull();
  });

  test('a corrupt one is named and left as it is', async () => {
    const store = openBaselines(root);
    const file = await store.save(measured());
    await writeFile(file, '{ "version": 1,');
    await expect(store.load(anEndpoint())).rejects.toThrow(file);
    expect(await readFile(file, 'utf8')).toBe('{ "version": 1,');
  });

  test('one with a spoilt histogram is named too, before anything is measured for it', async () => {
    const store = openBaselines(root);
    const file = await store.save(measured());
    await writeFile(file, (await readFile(file, 'utf8')).replace(/"histogram": ".{9}/, '"histogram": "'));
    await expect(store.load(anEndpoint())).rejects.toThrow(/:\d+:\d+: this baseline cannot be read: histogram: /);
  });

  test('one that belongs to another endpoint is not taken for this one', async () => {
    const store = openBaselines(root);
    const file = await store.save(measured());
    const other = anEndpoint({ path: '/api/orders/other' });
    await writeFile(store.fileOf(other), await readFile(file));
    await expect(store.load(other)).rejects.toThrow('has the baseline of GET /api/orders/recent');
  });
});
