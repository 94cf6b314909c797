import type { Finding, QueryProfile } from '../../model.ts';
import { ms, percent } from './format.ts';
import { severityOf } from './plan-nodes.ts';

const leastMs = 5;

/** It takes longer to decide how to run the query than to run it. */
export function planning(query: QueryProfile): Finding[] {
  const { plan, msPerCall } = query;
  if (plan.state !== 'executed') return [];
  const { planningMs, executionMs } = plan;
  // A real call that took less than that had its plan ready: it was prepared, or the catalog was in memory by then.
  if (planningMs === null || planningMs < leastMs || planningMs <= executionMs || msPerCall.median < planningMs)
    return [];
  const share = planningMs / (planningMs + executionMs);
  const impactMs = share * query.msPerRequest;
  return [
    {
      rule: 'planning',
      severity: severityOf(impactMs, share),
      title: 'Takes longer to plan than to run',
      why: `PostgreSQL needed ${ms(planningMs)} to choose a plan and ${ms(executionMs)} to run it: ${percent(share)} of the query's time, ${ms(impactMs)} a request.`,
      advice: 'Use a named prepared statement, whose plan can be kept, or join fewer tables and partitions at once.',
      impactMs,
      fingerprint: query.fingerprint,
      node: [],
    },
  ];
}
