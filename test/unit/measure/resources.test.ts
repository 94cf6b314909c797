import { expect, it } from 'vitest';
import { resourcesOf } from '../../../src/measure/resources.ts';
import type { ResourceSamples } from '../../../src/model.ts';
import { scriptedRecording } from '../../support/recording.ts';

/** 500 ms of warm-up, then two rounds of 500 ms, begun at 10,000 of the system's clock. */
const recording = scriptedRecording({
  startedAtMonotonicMs: 10_000,
  phases: (['warm-up', 'round', 'round'] as const).map((kind) => ({ kind, durationMs: 500, samples: [] })),
});

const sampled = (atMonotonicMs: number[], cpuCores: number[], rest: Partial<ResourceSamples> = {}): ResourceSamples =>
  ({
    state: 'sampled',
    startedAtMonotonicMs: 9_900,
    atMonotonicMs,
    cpuCores,
    rssBytes: atMonotonicMs.map((_, index) => 1e6 * (index + 1)),
    processes: atMonotonicMs.map(() => 1),
    ...rest,
  }) as ResourceSamples;

it('stands on the recording’s clock', () => {
  expect(resourcesOf(sampled([9_950, 10_200], [0, 1]), recording)).toMatchObject({ atMs: [-50, 200] });
});

it('has the peak of memory and of processes, wherever they were', () => {
  const samples = sampled([10_000, 10_500, 11_000], [0, 0, 0], { rssBytes: [7, 9, 8], processes: [1, 3, 2] });
  expect(resourcesOf(samples, recording)).toMatchObject({ peakRssBytes: 9, processes: 3 });
});

it('takes the mean CPU over the rounds alone, by time', () => {
  const samples = sampled([10_500, 10_750, 11_500, 12_000], [9, 2, 1, 9]);
  expect(resourcesOf(samples, recording)).toMatchObject({ meanCpuCores: (2 * 250 + 1 * 750) / 1000 });
});

it('counts of a sample that reaches into a round what lies in it', () => {
  expect(resourcesOf(sampled([11_000, 20_000], [4, 2]), recording)).toMatchObject({ meanCpuCores: 3 });
});

it('takes the mean of what there is where nothing was sampled in a round', () => {
  expect(resourcesOf(sampled([10_000, 10_300], [1, 2]), recording)).toMatchObject({ meanCpuCores: 1.75 });
});

it('that could not be sampled says why', () => {
  const unknown = { state: 'not-sampled', reason: 'not-readable' } as const;
  expect(resourcesOf(unknown, recording)).toEqual(unknown);
});
