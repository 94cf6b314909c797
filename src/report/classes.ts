/** How reads, writes and deletes do, each as a whole. */

import { build, decodeFromCompressedBase64, type JsHistogram } from 'hdr-histogram-js';
import {
  classOf,
  type EndpointClass,
  type EndpointId,
  endpointId,
  type MeasuredProfile,
  type Profile,
} from '../model.ts';

/** Percentiles are those of all its requests, out of the merged histograms. */
export interface ClassSummary {
  class: EndpointClass;
  endpoints: number;
  requests: number;
  errors: number;
  /** 0 to 1. */
  errorRate: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  /** By its 95th percentile. */
  slowest: { endpoint: EndpointId; p95Ms: number };
}

/** Those that were measured, slowest first by their 95th percentile. */
export function classesOf(profiles: Profile[]): ClassSummary[] {
  const measured = profiles.filter((profile) => profile.state === 'measured');
  return [...Map.groupBy(measured, ({ endpoint }) => classOf(endpoint))]
    .map(([name, own]) => summaryOf(name, own))
    .sort((a, b) => b.p95Ms - a.p95Ms);
}

function summaryOf(name: EndpointClass, profiles: MeasuredProfile[]): ClassSummary {
  const percentileMs = mergedPercentiles(profiles.map(({ summary }) => summary.histogram));
  const sum = (of: 'count' | 'errors') => profiles.reduce((total, { summary }) => total + summary[of], 0);
  const [requests, errors] = [sum('count'), sum('errors')];
  const slowest = profiles.reduce((a, b) => (b.summary.p95Ms > a.summary.p95Ms ? b : a));
  return {
    class: name,
    endpoints: profiles.length,
    requests,
    errors,
    errorRate: requests > 0 ? errors / requests : 0,
    p50Ms: percentileMs(50),
    p95Ms: percentileMs(95),
    p99Ms: percentileMs(99),
    slowest: { endpoint: endpointId(slowest.endpoint), p95Ms: slowest.summary.p95Ms },
  };
}

/** Of histograms of microseconds; 0 where all of them are empty. */
function mergedPercentiles(encoded: string[]): (percentile: number) => number {
  const merged = build({ bitBucketSize: 32, numberOfSignificantValueDigits: 3, autoResize: true }) as JsHistogram;
  for (const text of encoded) merged.add(decodeFromCompressedBase64(text) as JsHistogram);
  return (percentile) => (merged.totalCount === 0 ? 0 : merged.getValueAtPercentile(percentile) / 1000);
}
