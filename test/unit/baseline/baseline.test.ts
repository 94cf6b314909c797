import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { baselineOf } from '../../../src/baseline/baseline.ts';
import { baselineFileName } from '../../../src/baseline/file-name.ts';
import { parseBaseline } from '../../../src/baseline/parse.ts';
import { openBaselines } from '../../../src/baseline/store.ts';
import { targetResults } from '../../../src/baseline/targets.ts';
import { formatBaseline } from '../../../src/baseline/text.ts';
import type { Machine } from '../../../src/model.ts';
import { anEndpoint, measured } from '../../support/profiles.ts';

const machine: Machine = {
  cpu: 'Example 9000',
  cores: 8,
  memoryBytes: 16e9,
  os: 'linux 6.1',
  container: false,
  node: 'v24.1.0',
};
const baseline = baselineOf(measured(), machine, 'a1b2c3d');

describe('file names', () => {
  test.each([
    ['/', '%2F.GET.json'],
    ['/api/orders/{id}', 'api.orders.$id.GET.json'],
    ['/v1.2/Users', 'v1%2E2.%55sers.GET.json'],
    ['/aux/{id}', '%61ux.$id.GET.json'],
    ['/docs/{slug*}', 'docs.$slug%2A.GET.json'],
  ])('%s is kept in %s', (path, file) => {
    expect(baselineFileName({ method: 'GET', path })).toBe(file);
  });

  test('different paths never share a file, not even where capitals do not count', () => {
    const segment = fc.stringMatching(/^[a-zA-Z0-9_.$%{}*é-]{1,6}$/);
    const path = fc.array(segment, { maxLength: 3 }).map((segments) => `/${segments.join('/')}`);
    fc.assert(
      fc.property(path, path, (a, b) => {
        fc.pre(a !== b);
        const name = (of: string) => baselineFileName({ method: 'GET', path: of }).toLowerCase();
        // `{a` cannot be a template: an opening brace is always closed.
        fc.pre([a, b].every((of) => of.split('/').every((part) => /^(\{[^{}]+\}|[^{}])*$/.test(part))));
        expect(name(a)).not.toBe(name(b));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('text', () => {
  test('the same result gives the same bytes, whatever the order of its keys', () => {
    const shuffled = JSON.parse(JSON.stringify(baseline), (_, value) =>
      value && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).reverse())
        : value,
    );
    expect(formatBaseline(shuffled)).toBe(formatBaseline(baseline));
  });

  test('reading and writing again changes nothing', () => {
    const text = formatBaseline(baseline);
    expect(formatBaseline(parseBaseline(text, 'f'))).toBe(text);
  });

  test('it holds no parameter value and no header', () => {
    const profile = measured({ request: { method: 'GET', url: 'http://127.0.0.1:3000/x?token=geheim' } });
    expect(formatBaseline(baselineOf(profile, machine, null))).not.toContain('geheim');
  });

  test.each([
    ['cut off', (text: string) => text.slice(0, 200), 'ends in the middle'],
    ['edited by hand', (text: string) => text.replace(/"p95Ms": [\d.]+/, '"p95Ms": "fast"'), 'summary.p95Ms'],
    ['empty', () => '', ':1:1: this baseline cannot be read: it is empty'],
    ['of a later version', (text: string) => text.replace('"version": 2', '"version": 7'), 'has version 7'],
  ])('a file that is %s says what is wrong with it', (_, spoil, expected) => {
    const text = spoil(formatBaseline(baseline));
    expect(() => parseBaseline(text, 'some/file.json')).toThrow(/some\/file\.json/);
    expect(() => parseBaseline(text, 'some/file.json')).toThrow(expected);
  });
});

test('a target is missed above its limit, not at it', () => {
  const summary = { ...measured().summary, p95Ms: 200, p99Ms: 501, errorRate: 0.02 };
  expect(targetResults(summary, { p95Ms: 200, p99Ms: 500, errorRate: 0.01 })).toEqual([
    { target: 'p95Ms', limit: 200, actual: 200, met: true, selector: null },
    { target: 'p99Ms', limit: 500, actual: 501, met: false, selector: null },
    { target: 'errorRate', limit: 0.01, actual: 0.02, met: false, selector: null },
  ]);
});

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
    expect(await readdir(join(root, '.endpoint-profiler', 'baselines'))).toHaveLength(1);
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
    await expect(store.load(other)).rejects.toThrow('is of GET /api/orders/recent');
  });
});
