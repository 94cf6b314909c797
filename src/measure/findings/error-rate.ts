import type { Finding, Summary } from '../../model.ts';
import { firstErrorWords } from '../failure-words.ts';
import { rowsOfKind } from '../steady.ts';
import { asPercent, type Rule } from './rule.ts';

const thresholds = { LOW: 0.01, MEDIUM: 0.02, HIGH: 0.05 };

const cure = ({ errors, statusCodes }: Summary): string =>
  (statusCodes[429] ?? 0) > errors / 2
    ? 'The server limits the rate of requests: switch that off while profiling, or ask for a lower rate.'
    : "Look for that error in the server's log.";

/** At least 1 % of the steady requests got no answer, or one from 400 up. */
export const errorRate: Rule = ({ recording, summary }): Finding[] => {
  const { errors, count } = summary;
  if (summary.errorRate < thresholds.LOW) return [];
  const first = firstErrorWords(recording, rowsOfKind(recording, 'round'));
  const severity =
    summary.errorRate >= thresholds.HIGH ? 'HIGH' : summary.errorRate >= thresholds.MEDIUM ? 'MEDIUM' : 'LOW';
  return [
    {
      rule: 'error-rate',
      severity,
      title: `${asPercent(summary.errorRate)} of the requests fail`,
      why: `${errors} of ${count} steady requests were errors; the first was ${first}.`,
      advice: `${cure(summary)} Latencies of a failing endpoint say little about a working one.`,
      impactMs: 0,
    },
  ];
};
