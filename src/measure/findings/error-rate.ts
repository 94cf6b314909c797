import type { Finding } from '../../model.ts';
import { firstErrorWords } from '../failure-words.ts';
import { rowsOfKind } from '../steady.ts';
import { asPercent, type Rule } from './rule.ts';

const thresholds = { LOW: 0.01, MEDIUM: 0.02, HIGH: 0.05 };

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
      advice:
        "Look for that error in the server's log; latencies of a failing endpoint say little about a working one.",
      impactMs: 0,
    },
  ];
};
