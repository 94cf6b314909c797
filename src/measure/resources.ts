/** Lays what the server's processes took beside the requests. */

import type { Recording, ResourceSamples, ServerResources } from '../model.ts';

/** On the recording's clock, which a sample may precede or outlast. */
export function resourcesOf(samples: ResourceSamples, recording: Recording): ServerResources {
  if (samples.state === 'not-sampled') return samples;
  const { rssBytes, cpuCores, processes } = samples;
  const onClock = (atMonotonicMs: number) => atMonotonicMs - recording.startedAtMonotonicMs;
  const atMs = samples.atMonotonicMs.map(onClock);
  const counted = recording.phases.filter(({ kind }) => kind === 'round');
  return {
    state: 'sampled',
    atMs,
    rssBytes,
    cpuCores,
    processes: most(processes),
    peakRssBytes: most(rssBytes),
    meanCpuCores: meanOver(counted, cpuCores, [onClock(samples.startedAtMonotonicMs), ...atMs]),
  };
}

/**
 * Of values that each hold from one of the edges to the next, by how much of that time lies in the spans; over all time
 * where none does.
 */
function meanOver(spans: { startMs: number; endMs: number }[], values: number[], edgesMs: number[]): number {
  let sum = 0;
  let weight = 0;
  for (const [index, value] of values.entries()) {
    const fromMs = edgesMs[index]!;
    const toMs = edgesMs[index + 1]!;
    for (const { startMs, endMs } of spans) {
      const sharedMs = Math.max(0, Math.min(toMs, endMs) - Math.max(fromMs, startMs));
      sum += value * sharedMs;
      weight += sharedMs;
    }
  }
  if (weight > 0) return sum / weight;
  const all = { startMs: edgesMs[0]!, endMs: edgesMs.at(-1)! };
  return all.endMs > all.startMs ? meanOver([all], values, edgesMs) : 0;
}

/** 0 of none. A long run has more values than a call has arguments. */
const most = (values: number[]): number => values.reduce((highest, value) => Math.max(highest, value), 0);
