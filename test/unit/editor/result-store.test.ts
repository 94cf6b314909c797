import { expect, test, vi } from 'vitest';
import { ResultStore } from '../../../src/editor/result-store.ts';
import { endpointId } from '../../../src/model.ts';
import { anEndpoint, measured } from '../../support/profiles.ts';

const id = endpointId(anEndpoint());

test('a result is stale as soon as its handler is edited, and fresh again when that is undone', () => {
  const store = new ResultStore();
  store.set(measured(), 'before');
  expect(store.get(id)?.stale).toBe(false);
  store.compareHandler(id, 'after');
  expect(store.get(id)?.stale).toBe(true);
  store.compareHandler(id, 'before');
  expect(store.get(id)?.stale).toBe(false);
});

test('nothing is claimed about a handler that cannot be read', () => {
  const store = new ResultStore();
  store.set(measured(), 'before');
  store.compareHandler(id, null);
  expect(store.get(id)?.stale).toBe(false);
});

test('a verdict that other endpoints leave open takes the place of the first one, which is no new measurement', () => {
  const store = new ResultStore();
  const measurements = vi.fn();
  store.onDidMeasure(measurements);
  const first = measured();
  store.set(first, 'a');
  const again = { ...first, verdict: { state: 'no-baseline' as const } };
  store.judgeAgain(again);
  expect(store.get(id)?.profile).toBe(again);
  store.judgeAgain({ ...again, measuredAt: '2020-01-01T00:00:00.000Z' });
  expect(store.get(id)?.profile).toBe(again);
  expect(measurements).toHaveBeenCalledTimes(1);
});

test('listeners hear of a result, and of staleness only when it changes', () => {
  const store = new ResultStore();
  const heard = vi.fn();
  store.onDidChange(heard);
  store.set(measured(), 'a');
  store.compareHandler(id, 'a');
  expect(heard).toHaveBeenCalledTimes(1);
  store.compareHandler(id, 'b');
  store.compareHandler(id, 'c');
  expect(heard).toHaveBeenCalledTimes(2);
});

test('a cancelled run does not hide what was measured before', () => {
  const store = new ResultStore();
  store.set({ state: 'cancelled', endpoint: anEndpoint() }, null);
  expect(store.get(id)?.profile.state).toBe('cancelled');
  store.set(measured(), null);
  store.set({ state: 'cancelled', endpoint: anEndpoint() }, null);
  expect(store.get(id)?.profile.state).toBe('measured');
  store.set(measured({ warnings: [{ kind: 'partial', reason: 'cancelled', detail: '' }] }), null);
  expect(store.get(id)?.profile).toMatchObject({ warnings: [] });
});

test('of a load profile the part before the cancel is a result, even where there was one before', () => {
  const store = new ResultStore();
  const part = measured({ warnings: [{ kind: 'partial', reason: 'cancelled', detail: '' }] });
  store.set(measured(), null);
  store.set({ ...part, load: { ...part.load, name: 'endurance' } }, null);
  expect(store.get(id)?.profile).toMatchObject({ load: { name: 'endurance' } });
});

test('a question on the way to a new run does not hide what was measured before', () => {
  const store = new ResultStore();
  store.set(measured(), null);
  const { endpoint } = measured();
  store.set({ state: 'needs-consent', endpoint, reason: 'changes-data', method: 'POST', url: 'http://x' }, null);
  store.set({ state: 'needs-sample', endpoint, missing: [] }, null);
  expect(store.get(id)?.profile.state).toBe('measured');
});

test('the result that was saved is the baseline, until another is measured', () => {
  const store = new ResultStore();
  const [first, second] = [measured(), measured()];
  store.set(first, null);
  store.markAsBaseline(first);
  expect(store.get(id)?.isBaseline).toBe(true);
  store.set(second, null);
  expect(store.get(id)?.isBaseline).toBe(false);
  store.markAsBaseline(first);
  expect(store.get(id)?.isBaseline).toBe(false);
});

test('a run that ended because the server did not hold is the last result', () => {
  const store = new ResultStore();
  store.set(measured(), null);
  const warnings = [{ kind: 'partial' as const, reason: 'too-many-failures' as const, detail: '' }];
  store.set(measured({ warnings }), null);
  expect(store.get(id)?.profile).toMatchObject({ warnings });
});
