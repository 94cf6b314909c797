import { expect, test, vi } from 'vitest';
import { entryOf } from '../../../src/baseline/history.ts';
import { HistoryStore, trendOf } from '../../../src/editor/history-store.ts';
import { type EndpointId, endpointId, type HistoryEntry, type MeasuredProfile } from '../../../src/model.ts';
import { anEndpoint, measured } from '../../support/profiles.ts';

const id = endpointId(anEndpoint());
const entry = (p95Ms: number, overrides: Partial<HistoryEntry> = {}): HistoryEntry => ({
  ...entryOf(measured(), null),
  p95Ms,
  ...overrides,
});

function openStore(entries: HistoryEntry[] = [], broken: string[] = []) {
  const onBroken = vi.fn();
  const onError = vi.fn();
  const store = new HistoryStore({
    files: async () => ({
      read: async () => ({ entries: [...entries], broken }),
      append: async (added) => void entries.push(added),
    }),
    entryOf: async (profile: MeasuredProfile) => entryOf(profile, 'a1b2c3d'),
    onBroken,
    onError,
  });
  return { store, entries, onBroken, onError };
}

test('what was measured before is there as soon as it has been read, and listeners hear of it', async () => {
  const { store } = openStore([entry(5)]);
  const changed = vi.fn();
  store.onDidChange(changed);
  expect(store.get(id)).toEqual([]);
  await store.refresh();
  expect(changed).toHaveBeenCalledTimes(1);
  expect(store.get(id)).toEqual([entry(5)]);
  expect(store.get('GET /other' as EndpointId)).toEqual([]);
});

test('a result is added, beside what another window has added meanwhile', async () => {
  const { store, entries } = openStore([entry(5)]);
  await store.refresh();
  entries.push(entry(6));
  await store.add(measured());
  expect(store.get(id)).toEqual([entry(5), entry(6), entryOf(measured(), 'a1b2c3d')]);
});

test('a run that was cut short leaves no trace', async () => {
  const { store, entries } = openStore();
  await store.add(measured({ warnings: [{ kind: 'partial', reason: 'cancelled', detail: '' }] }));
  expect(entries).toEqual([]);
});

test('lines that cannot be read are told of once', async () => {
  const { store, onBroken } = openStore([entry(5)], ['half a li']);
  await store.refresh();
  await store.refresh();
  expect(onBroken.mock.calls).toEqual([[1]]);
});

test('a folder that cannot be read or written spoils no run', async () => {
  const onError = vi.fn();
  const store = new HistoryStore({
    files: () => Promise.reject(new Error('no space')),
    entryOf: async (profile) => entryOf(profile, null),
    onBroken: vi.fn(),
    onError,
  });
  await store.add(measured());
  expect(store.get(id)).toEqual([]);
  expect(onError).toHaveBeenCalledWith(expect.objectContaining({ message: 'no space' }));
});

test('where the editor has no place for it nothing is kept', async () => {
  const services = { files: async () => null, entryOf: vi.fn(), onBroken: vi.fn(), onError: vi.fn() };
  const store = new HistoryStore(services);
  await store.add(measured());
  expect(store.get(id)).toEqual([]);
  expect(services.onError).not.toHaveBeenCalled();
});

test('a trend is of one load, that of the latest result', () => {
  const other = { load: 'peak open 200/s' };
  expect(trendOf([entry(1), entry(2, other), entry(3)])).toEqual([1, 3]);
  expect(trendOf([entry(1), entry(2, other)])).toEqual([2]);
  expect(trendOf([])).toEqual([]);
});

test('a trend has at most twenty points, the last ones', () => {
  const long = Array.from({ length: 30 }, (_, index) => entry(index));
  expect(trendOf(long)).toEqual(Array.from({ length: 20 }, (_, index) => index + 10));
});
