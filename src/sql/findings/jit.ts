import type { Finding, QueryProfile } from '../../model.ts';
import { ms, percent } from './format.ts';
import { severityOf } from './plan-nodes.ts';

const leastMs = 20;
const leastShare = 0.25;

/** Compiled to machine code for a run that is too short to earn it back. */
export function jit(query: QueryProfile): Finding[] {
  const { plan } = query;
  if (plan.state !== 'executed' || plan.jitMs < leastMs || plan.jitMs < leastShare * plan.executionMs) return [];
  const share = Math.min(1, plan.jitMs / plan.executionMs);
  const impactMs = share * query.msPerRequest;
  return [
    {
      rule: 'jit',
      severity: severityOf(impactMs, share),
      title: `Spends ${percent(share)} of its time on being compiled`,
      why: `PostgreSQL first turned the query into machine code (JIT), which took ${ms(plan.jitMs)} of ${ms(plan.executionMs)}: more than so short a run wins back.`,
      advice: 'Try it with SET jit = off; if it is faster so, switch jit off for this role or raise jit_above_cost.',
      impactMs,
      fingerprint: query.fingerprint,
      node: [],
    },
  ];
}
