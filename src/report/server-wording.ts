/** What the server's processes took, and how a long run changed, in words. */

import type { Drift, Estimate, ServerResources } from '../model.ts';
import { formatBytes, formatCores } from './format.ts';

/** `143 MB at most, 0.82 cores on average`; or why it is not known. */
export function resourceWords(resources: ServerResources): string {
  if (resources.state === 'sampled') {
    return `${formatBytes(resources.peakRssBytes)} at most, ${formatCores(resources.meanCpuCores)} on average`;
  }
  return {
    'not-launched-here': 'not known: the server was not started here, nor found by its port',
    'not-readable': 'not known: its processes could not be read',
  }[resources.reason];
}

/** One sentence each of memory and latency, as far as they are known. */
export function driftWords({ rssBytesPerMinute, p50MsPerMinute }: Drift): string[] {
  return [
    ...(rssBytesPerMinute ? [slopeWords('Memory', ['grew', 'shrank'], rssBytesPerMinute, byteUnits)] : []),
    ...(p50MsPerMinute ? [slopeWords('The median latency', ['rose', 'fell'], p50MsPerMinute, timeUnits)] : []),
  ];
}

type Unit = [name: string, size: number];

/** The largest first. */
const byteUnits: Unit[] = [
  ['GB', 1e9],
  ['MB', 1e6],
  ['kB', 1e3],
  ['B', 1],
];
const timeUnits: Unit[] = [
  ['s', 1e3],
  ['ms', 1],
  ['µs', 1e-3],
];

/** A slope whose interval holds 0 may be none. */
function slopeWords(what: string, [up, down]: [string, string], { value, low, high }: Estimate, units: Unit[]): string {
  const largest = Math.max(Math.abs(low), Math.abs(high));
  const [unit, size] = units.find(([, each]) => largest >= each) ?? units.at(-1)!;
  const inUnit = (amount: number) => String(Number((amount / size).toPrecision(2))).replace('-', '−');
  if (low <= 0 && high >= 0) {
    return `${what} did not drift, as far as can be seen (${inUnit(low)} to ${inUnit(high)} ${unit} a minute).`;
  }
  const [verb, from, to] = value > 0 ? [up, low, high] : [down, -high, -low];
  return `${what} ${verb} by ${inUnit(Math.abs(value))} ${unit} a minute (${inUnit(from)}–${inUnit(to)}).`;
}
