import { appendFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fc, test as property } from '@fast-check/vitest';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { entryOf, formatEntry, newestOfEach, parseHistory } from '../../../src/baseline/history.ts';
import { openHistory } from '../../../src/baseline/history-files.ts';
import { type EndpointId, endpointId, type HistoryEntry } from '../../../src/model.ts';
import { anEndpoint, measured } from '../../support/profiles.ts';

const at = (minute: number, endpoint = endpointId(anEndpoint())): HistoryEntry => ({
  ...entryOf(measured(), 'a1b2c3d'),
  endpoint,
  measuredAt: new Date(Date.UTC(2025, 10, 19) + minute * 60_000).toISOString(),
});

describe('an entry', () => {
  test('keeps of a result what its trend is drawn from', () => {
    expect(entryOf(measured(), 'a1b2c3d')).toEqual({
      endpoint: 'GET /api/orders/recent',
      measuredAt: '2025-11-19T09:12:00.000Z',
      commit: 'a1b2c3d',
      load: 'burst closed 10 connections through the SQL tap',
      p50Ms: expect.closeTo(4.59, 2),
      p95Ms: expect.closeTo(9.82, 2),
      p99Ms: expect.closeTo(13.4, 1),
      rps: 1137,
      errorRate: 0,
      verdict: 'MEDIUM',
    });
  });

  test('of a run that tells nothing certain says so', () => {
    const reason = 'the processor is another one';
    expect(entryOf(measured({ verdict: { state: 'incomparable', reason } }), null).verdict).toBe('incomparable');
    expect(entryOf(measured({ verdict: { state: 'no-baseline' } }), null).verdict).toBe('no-baseline');
  });

  test('under another load is not of the same trend', () => {
    const { load } = measured();
    const named = [
      load,
      { ...load, connections: 50 },
      { ...load, ratePerS: 100, model: 'open' as const },
      { ...load, tap: 'none' as const },
      { ...load, mix: { share: 0.25, endpoints: 4 } },
    ].map((other) => entryOf(measured({ load: other }), null).load);
    expect(new Set(named).size).toBe(named.length);
  });
});

describe('the text', () => {
  test('is read back as it was written, oldest first', () => {
    expect(parseHistory([at(2), at(1)].map(formatEntry).join(''))).toEqual({ entries: [at(1), at(2)], broken: [] });
  });

  test('loses no line to a broken one beside it', () => {
    const cut = formatEntry(at(2)).slice(0, 40);
    const text = `${formatEntry(at(1))}${cut}\n\n{"endpoint":7}\n${formatEntry(at(3))}`;
    expect(parseHistory(text)).toEqual({ entries: [at(1), at(3)], broken: [cut, '{"endpoint":7}'] });
  });

  property.prop([fc.string()])('of any kind is read without an error', (text) => {
    const { entries, broken } = parseHistory(text);
    expect(entries.length + broken.length).toBe(text.split('\n').filter((line) => line.trim() !== '').length);
  });
});

test('of each endpoint the newest entries are kept', () => {
  const other = 'GET /other' as EndpointId;
  expect(newestOfEach([at(1), at(2, other), at(3), at(4)], 2)).toEqual([at(2, other), at(3), at(4)]);
});

describe('the files', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'history-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** Full after about two entries. */
  const small = { perEndpoint: 3, fileBytes: 500, settledMs: 0 };
  const lines = async () =>
    (
      await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8').then(parseHistory)))
    ).flatMap(({ entries }) => entries);

  test('hold nothing before the first measurement', async () => {
    expect(await openHistory(join(folder, 'not', 'there')).read()).toEqual({ entries: [], broken: [] });
  });

  test('are kept across sessions', async () => {
    await openHistory(folder).append(at(1));
    await openHistory(folder).append(at(2));
    expect((await openHistory(folder).read()).entries).toEqual([at(1), at(2)]);
  });

  test('of two windows that write at once have all lines of both', async () => {
    const windows = [
      openHistory(folder, { ...small, perEndpoint: 100 }),
      openHistory(folder, { ...small, perEndpoint: 100 }),
    ];
    const all = Array.from({ length: 30 }, (_, minute) => at(minute));
    await Promise.all(all.map((entry, index) => windows[index % 2]!.append(entry)));
    expect((await windows[0]!.read()).entries).toEqual(all);
  });

  test('do not grow without end', async () => {
    const history = openHistory(folder, small);
    for (let minute = 0; minute < 40; minute++) await history.append(at(minute));
    expect((await history.read()).entries).toEqual([at(37), at(38), at(39)]);
    expect((await lines()).length).toBeLessThan(10);
  });

  test('that were put aside a moment ago are left alone: a line may be on its way', async () => {
    const history = openHistory(folder, { ...small, settledMs: 60_000 });
    for (let minute = 0; minute < 20; minute++) await history.append(at(minute));
    expect(await lines()).toHaveLength(20);
  });

  test('keep an endpoint that is seldom measured, however often another is', async () => {
    const history = openHistory(folder, small);
    const seldom = 'GET /seldom' as EndpointId;
    await history.append(at(0, seldom));
    for (let minute = 1; minute < 20; minute++) await history.append(at(minute));
    expect((await history.read()).entries).toContainEqual(at(0, seldom));
  });

  test('go on after a line that a crash has cut off, and keep it for whoever can read it', async () => {
    const history = openHistory(folder, small);
    await appendFile(join(folder, 'current.jsonl'), '{"endpoint":"GET /');
    for (let minute = 0; minute < 20; minute++) await history.append(at(minute));
    expect(await history.read()).toEqual({ entries: [at(17), at(18), at(19)], broken: ['{"endpoint":"GET /'] });
  });
});
