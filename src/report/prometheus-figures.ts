/** What Prometheus gets to know besides requests and their durations. */

import { comparisonOf, type Estimate, type MeasuredProfile } from '../model.ts';
import type { Sample } from './prometheus-text.ts';
import { sqlShare } from './sql-share.ts';
import { targetNames } from './target-wording.ts';

/** Without what is below a nanosecond. */
export const seconds = (ms: number): number => Number((ms / 1000).toFixed(9));

const one = (value: number, labels: Record<string, string> = {}): Sample => ({ labels, value });

interface Figure {
  /** After `endpoint_profiler_`. */
  name: string;
  help: string;
  samples(profile: MeasuredProfile): Sample[];
}

export const figures: Figure[] = [
  {
    name: 'latency_seconds',
    help: 'Percentiles of the latency, from the whole histogram.',
    samples: ({ summary: { p50Ms, p95Ms, p99Ms } }) => [
      one(seconds(p50Ms), { quantile: '0.5' }),
      one(seconds(p95Ms), { quantile: '0.95' }),
      one(seconds(p99Ms), { quantile: '0.99' }),
    ],
  },
  {
    name: 'requests_per_second',
    help: 'Completed requests a second over the rounds.',
    samples: ({ summary }) => [one(summary.rps)],
  },
  {
    name: 'error_ratio',
    help: 'Share of the requests that failed.',
    samples: ({ summary }) => [one(summary.errorRate)],
  },
  {
    name: 'cold_start_seconds',
    help: 'Latency of a cold start: of the process, of the first call, of a new connection.',
    samples: ({ cold }) => cold.map(({ kind, latencyMs }) => one(seconds(latencyMs), { kind })),
  },
  {
    name: 'database_seconds_per_request',
    help: 'Time of the statements of one request.',
    samples: (profile) => databaseSamples(profile, ({ ms }) => seconds(ms)),
  },
  {
    name: 'database_statements_per_request',
    help: 'Statements of one request.',
    samples: (profile) => databaseSamples(profile, ({ queries }) => queries),
  },
  {
    name: 'server_resident_memory_bytes',
    help: 'The most memory that the server and its processes had.',
    samples: ({ resources }) => (resources.state === 'sampled' ? [one(resources.peakRssBytes)] : []),
  },
  {
    name: 'baseline_ratio',
    help: 'Latency divided by that of the baseline.',
    samples: (profile) => ratioSamples(profile, 'value'),
  },
  {
    name: 'baseline_lower_ratio',
    help: 'Lower bound of the 95 % confidence interval of that ratio.',
    samples: (profile) => ratioSamples(profile, 'low'),
  },
  {
    name: 'baseline_upper_ratio',
    help: 'Upper bound of the 95 % confidence interval of that ratio.',
    samples: (profile) => ratioSamples(profile, 'high'),
  },
  {
    name: 'verdict_info',
    help: 'The verdict against the baseline, as a label.',
    samples: ({ verdict }) => [one(1, { verdict: verdict.state === 'compared' ? verdict.severity : verdict.state })],
  },
  {
    name: 'target_met',
    help: '1 where a target is met, 0 where it is missed.',
    samples: ({ targets }) =>
      targets.map(({ target, met, selector }) =>
        one(met ? 1 : 0, { target: targetNames[target], selector: selector ?? '' }),
      ),
  },
  {
    name: 'measured_timestamp_seconds',
    help: 'When it was measured, in Unix time.',
    samples: ({ measuredAt }) => [one(Date.parse(measuredAt) / 1000)],
  },
];

function databaseSamples(
  profile: MeasuredProfile,
  figure: (share: NonNullable<ReturnType<typeof sqlShare>>) => number,
): Sample[] {
  const share = sqlShare(profile);
  return share ? [one(figure(share))] : [];
}

function ratioSamples({ verdict }: MeasuredProfile, bound: keyof Estimate): Sample[] {
  const ratios = comparisonOf(verdict)?.ratios;
  return ratios ? [one(ratios.p50[bound], { quantile: '0.5' }), one(ratios.p95[bound], { quantile: '0.95' })] : [];
}
