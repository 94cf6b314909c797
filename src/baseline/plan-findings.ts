/** A statement that became slower together with its plan is a reason for a slower endpoint. */

import type { Finding, PlanStep, QueryProfile, Severity, SqlOutcome } from '../model.ts';

/** Both are needed: less is within what two runs differ by. */
const leastFactor = 1.5;
const leastMs = 0.5;

/** Needs what `againstBaseline` has said of each statement. */
export function planFindings(sql: SqlOutcome): Finding[] {
  if (sql.state !== 'recorded') return [];
  return sql.queries.filter(({ attribution }) => attribution === 'constant').flatMap(planFinding);
}

function planFinding({ before, msPerRequest, fingerprint }: QueryProfile): Finding[] {
  if (before?.state !== 'known') return [];
  const [worst] = before.steps;
  const thenMs = before.callsPerRequest * before.msPerCall;
  const impactMs = msPerRequest - thenMs;
  if (!worst || impactMs < leastMs || msPerRequest < leastFactor * thenMs) return [];
  return [
    {
      rule: 'plan-changed',
      severity: severityOf(impactMs),
      title: 'A statement is planned differently than in the baseline',
      why: `${changeWords(worst)}, and it takes ${ms(msPerRequest)} a request instead of ${ms(thenMs)}.`,
      advice: 'See whether an index was dropped, the data has grown, or ANALYZE is due.',
      impactMs,
      fingerprint,
    },
  ];
}

const severityOf = (impactMs: number): Severity => (impactMs >= 10 ? 'HIGH' : impactMs >= 1 ? 'MEDIUM' : 'LOW');

function changeWords({ was, now }: { was: PlanStep | null; now: PlanStep | null }): string {
  if (was === null) return `${nodeWords(now!)} is new in its plan`;
  if (now === null) return `${nodeWords(was)} is gone from its plan`;
  if (was.type !== now.type || was.index !== now.index) return `${nodeWords(now)} took the place of ${nodeName(was)}`;
  return `${nodeWords(now)} gives ${Math.round(now.rows)} rows instead of ${Math.round(was.rows)}`;
}

const nodeName = ({ type, index }: PlanStep): string => (index === null ? type : `${type} using ${index}`);
const nodeWords = (step: PlanStep): string =>
  step.relation === null ? nodeName(step) : `${nodeName(step)} on ${step.relation}`;

const ms = (value: number): string => `${Number(value.toPrecision(3))} ms`;
