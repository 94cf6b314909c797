/** A run in which everything happens that a report has to tell of. */

import type { MeasuredProfile, Profile, TargetResult } from '../../src/model.ts';
import { loadProfiles } from './load-profiles.ts';
import { anEndpoint, profiles, reportedRun } from './profiles.ts';
import { searchWithSql, withAverages } from './sql-profiles.ts';
import { comparison, estimated } from './verdicts.ts';

const targets: TargetResult[] = [
  { target: 'p95Ms', limit: 5, actual: 9.82, met: false, selector: null },
  { target: 'errorRate', limit: 0.01, actual: 0, met: true, selector: 'GET /api/**' },
];

const inconclusive: MeasuredProfile = {
  ...profiles.fine,
  endpoint: anEndpoint({ path: '/api/stock/{sku}' }),
  verdict: {
    ...{ state: 'inconclusive', moreRounds: 12 },
    ...comparison(1.25, {
      ratios: { p50: estimated(1.1), p95: { value: 1.25, low: 0.98, high: 1.52 }, p99: 1.3 },
      scaled: { by: 1.18, reason: 'the machine was slower than when the baseline was saved' },
    }),
  },
};

export const everything: Profile[] = [
  ...Object.values(profiles),
  { ...profiles.slower, endpoint: anEndpoint({ method: 'POST', path: '/api/orders' }), targets },
  inconclusive,
  searchWithSql,
  { ...withAverages, endpoint: anEndpoint({ path: '/api/averages' }) },
  loadProfiles.peak,
  loadProfiles.endurance,
  loadProfiles.sweep,
  loadProfiles.burst,
  loadProfiles.stalled,
];

export const runOfEverything = reportedRun(everything);
