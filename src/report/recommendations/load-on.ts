/** What rules ask of the server under load. */

import type { MeasuredProfile } from '../../model.ts';

/** The busiest tenth of the samples: over a sweep or a ramp the mean says little. Null where nothing was sampled. */
export function busiestCores({ resources }: MeasuredProfile): number | null {
  if (resources.state !== 'sampled' || resources.cpuCores.length === 0) return null;
  const sorted = resources.cpuCores.toSorted((a, b) => a - b);
  return Math.max(resources.meanCpuCores, sorted[Math.floor(0.9 * (sorted.length - 1))]!);
}

/** One thread that is busy all the time, as a Node or a Python process has it. */
export const oneCore = { from: 0.85, to: 1.2 };
/** With less than that it was not the server's own code that requests waited for. */
export const idleCores = 0.7;

const ownFault = ['generator-saturated', 'generator-held-up', 'generator-late'];

/** The load generator was in the way, so that waiting is not the server's. */
export const isGeneratorsFault = ({ warnings }: MeasuredProfile): boolean =>
  warnings.some(({ kind }) => ownFault.includes(kind));
