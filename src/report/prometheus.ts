/** Measured results as Prometheus' metrics: base units, and the names that the field has for such figures. */

import { decodeFromCompressedBase64, type JsHistogram } from 'hdr-histogram-js';
import { endpointId, type MeasuredProfile, type ReportedRun } from '../model.ts';
import { isMeasured } from './outcome.ts';
import { figures, seconds } from './prometheus-figures.ts';
import { type Family, numberText, prometheusText, type Sample } from './prometheus-text.ts';

/** Those of most client libraries, 5 ms to 10 s, and the same steps down to 0.1 ms: a local API is faster than a remote one. */
const boundsS = [
  ...[0.0001, 0.00025, 0.0005, 0.001, 0.0025],
  ...[0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
];

export function prometheusReport(run: ReportedRun): string {
  const series = run.profiles.filter(isMeasured).map((profile, index, all) => ({
    profile,
    labels: labelsOf(profile, all.slice(0, index)),
  }));
  const family = (
    type: Family['type'],
    name: string,
    help: string,
    samplesOf: (profile: MeasuredProfile) => Sample[],
  ) => ({
    name,
    type,
    help,
    samples: series.flatMap(({ profile, labels }) =>
      samplesOf(profile).map((sample) => ({ ...sample, labels: { ...labels, ...sample.labels } })),
    ),
  });
  return prometheusText([
    runInfo(run),
    family('histogram', 'http_request_duration_seconds', 'Latency of the steady requests under load.', durations),
    family('counter', 'http_requests_total', 'Steady requests by the status of their answers.', requests),
    ...figures.map(({ name, help, samples }) => family('gauge', `endpoint_profiler_${name}`, help, samples)),
  ]);
}

/** An endpoint that is there twice keeps both results apart. */
function labelsOf({ endpoint }: MeasuredProfile, earlier: MeasuredProfile[]): Record<string, string> {
  const same = earlier.filter((other) => endpointId(other.endpoint) === endpointId(endpoint)).length;
  const labels = { method: endpoint.method, route: endpoint.path };
  return same > 0 ? { ...labels, occurrence: String(same + 1) } : labels;
}

function runInfo({ title, machine, commit, writtenAt }: ReportedRun): Family {
  const { cpu, cores, os, node } = machine;
  const labels = { title, commit: commit ?? '', written_at: writtenAt, cpu, cores: String(cores), os, node };
  return {
    name: 'endpoint_profiler_run_info',
    help: 'What was profiled, when and where.',
    type: 'gauge',
    samples: [{ labels, value: 1 }],
  };
}

/** Cumulative: each bucket holds all that took no longer than its bound, to the 0.1 % that was recorded. */
function durations({ summary }: MeasuredProfile): Sample[] {
  const histogram = decodeFromCompressedBase64(summary.histogram) as JsHistogram;
  const counts = new Array<number>(boundsS.length + 1).fill(0);
  const iterator = histogram.recordedValuesIterator;
  iterator.reset();
  while (iterator.hasNext()) {
    const { valueIteratedTo, countAddedInThisIterationStep: count } = iterator.next();
    const latencyS = histogram.lowestEquivalentValue(valueIteratedTo) / 1e6;
    const bucket = boundsS.findIndex((boundS) => latencyS <= boundS);
    counts[bucket < 0 ? boundsS.length : bucket]! += count;
  }
  let sum = 0;
  const buckets = counts.map((count, index) => ({
    suffix: '_bucket',
    labels: { le: numberText(boundsS[index] ?? Number.POSITIVE_INFINITY) },
    value: (sum += count),
  }));
  return [
    ...buckets,
    { suffix: '_sum', labels: {}, value: seconds(summary.meanMs * sum) },
    { suffix: '_count', labels: {}, value: sum },
  ];
}

function requests({ summary }: MeasuredProfile): Sample[] {
  const answered = Object.entries(summary.statusCodes).map(([code, value]) => ({ labels: { code }, value }));
  const unanswered = summary.count - answered.reduce((sum, { value }) => sum + value, 0);
  return unanswered > 0 ? [...answered, { labels: { code: 'none' }, value: unanswered }] : answered;
}
