import { expect, test, vi } from 'vitest';
import { ResultStore } from '../../../src/editor/result-store.ts';
import { RunController, type RunTarget } from '../../../src/editor/run-controller.ts';
import { type Endpoint, endpointId, type Profile } from '../../../src/model.ts';
import { defaultLoad } from '../../../src/profile/load-choice.ts';
import type { Profiler, RunOptions } from '../../../src/profile.ts';
import { anEndpoint, measured } from '../../support/profiles.ts';

const first = anEndpoint({ path: '/first' });
const second = anEndpoint({ path: '/second' });

/** Its run goes on until the test ends it, or its signal does. */
function scriptedTarget() {
  const { promise, resolve, reject } = Promise.withResolvers<Profile[]>();
  const begun = Promise.withResolvers<RunOptions>();
  const profiler: Profiler = {
    run(endpoints, options) {
      options.signal.addEventListener('abort', () =>
        resolve(endpoints.map((endpoint) => ({ state: 'cancelled', endpoint }))),
      );
      begun.resolve(options);
      return promise;
    },
    runRequest: () => Promise.reject(new Error('not asked for here')),
    saveBaseline: () => Promise.reject(new Error('not asked for here')),
    dispose: async () => {},
  };
  const target: RunTarget = {
    results: new ResultStore(),
    profiler: async () => profiler,
    handlerHash: async ({ path }: Endpoint) => `hash of ${path}`,
  };
  return { target, begun: begun.promise, end: resolve, fail: reject };
}

const request = (target: RunTarget, ...endpoints: Endpoint[]) => ({
  target,
  endpoints,
  agreed: new Set<never>(),
  load: defaultLoad,
  provesIndexes: false,
});

test('a run is under way from its start to its end', async () => {
  const runs = new RunController();
  const { target, begun, end } = scriptedTarget();
  const changed = vi.fn();
  runs.onDidChange(changed);
  const run = runs.run(request(target, first));
  expect(runs.isRunning(target, endpointId(first))).toBe(true);
  await begun;
  end([]);
  await run;
  expect(runs.active).toBeNull();
  expect(changed).toHaveBeenCalledTimes(2);
});

test('the endpoint that reports progress is the one that runs', async () => {
  const runs = new RunController();
  const { target, begun, end } = scriptedTarget();
  const run = runs.run(request(target, first, second));
  const { onProgress } = await begun;
  onProgress(second, { stage: 'probes', message: 'Probing' });
  expect(runs.isRunning(target, endpointId(first))).toBe(false);
  expect(runs.isRunning(target, endpointId(second))).toBe(true);
  expect(runs.active?.progress).toEqual({ stage: 'probes', message: 'Probing' });
  end([]);
  await run;
});

test('each profile is kept at once, with the handler as it was when the run began', async () => {
  const runs = new RunController();
  const { target, begun, end } = scriptedTarget();
  const run = runs.run(request(target, first));
  (await begun).onProfile(measured({ endpoint: first }));
  target.results.compareHandler(endpointId(first), 'hash of /first');
  expect(target.results.get(endpointId(first))?.stale).toBe(false);
  target.results.compareHandler(endpointId(first), 'hash of what was typed meanwhile');
  expect(target.results.get(endpointId(first))?.stale).toBe(true);
  end([]);
  await run;
});

test('cancelling resolves when the run has really ended', async () => {
  const runs = new RunController();
  const { target, begun } = scriptedTarget();
  const run = runs.run(request(target, first));
  await begun;
  await runs.cancel();
  expect(runs.active).toBeNull();
  expect(await run).toEqual([{ state: 'cancelled', endpoint: first }]);
});

test('a second run is refused while one is under way', async () => {
  const runs = new RunController();
  const { target, begun } = scriptedTarget();
  const run = runs.run(request(target, first));
  await begun;
  await expect(runs.run(request(target, second))).rejects.toThrow('a run is under way');
  await runs.cancel();
  await run;
});

test('a run that fails is over, and its error reaches whoever asked for it', async () => {
  const runs = new RunController();
  const { target, begun, fail } = scriptedTarget();
  const run = runs.run(request(target, first));
  await begun;
  fail(new Error('no config'));
  await expect(run).rejects.toThrow('no config');
  expect(runs.active).toBeNull();
});
