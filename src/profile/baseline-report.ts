/** A saved baseline as its report, and two of them held against each other. */

import type { Baseline } from '../baseline/baseline.ts';
import { compare } from '../baseline/compare.ts';
import { changedSteps } from '../baseline/plan-change.ts';
import type { KeptQuery, PlanShape } from '../baseline/plans.ts';
import { bucketsOf, sharedEdgesMs } from '../measure/buckets.ts';
import {
  type BaselineComparison,
  type BaselineReport,
  endpointId,
  type PlanStep,
  type SavedBaseline,
  type SavedStatement,
  type StatementChange,
  type Verdict,
} from '../model.ts';

export function baselineReport(title: string, baseline: Baseline): BaselineReport {
  return {
    title,
    baseline: savedOf(baseline),
    distribution: { now: bucketsOf(baseline.histogram), baseline: null },
  };
}

export interface TitledBaseline {
  title: string;
  baseline: Baseline;
}

export function baselineComparison(was: TitledBaseline, now: TitledBaseline): BaselineComparison {
  const edgesMs = sharedEdgesMs([was.baseline.histogram, now.baseline.histogram]);
  return {
    titles: { was: was.title, now: now.title },
    was: savedOf(was.baseline),
    now: savedOf(now.baseline),
    verdict: judge(was.baseline, now.baseline),
    distribution: {
      now: bucketsOf(now.baseline.histogram, edgesMs),
      baseline: bucketsOf(was.baseline.histogram, edgesMs),
    },
    statements: statementChanges(was.baseline.queries, now.baseline.queries),
  };
}

function judge(was: Baseline, now: Baseline): Verdict {
  const [then, today] = [endpointId(was), endpointId(now)];
  if (then !== today) return { state: 'incomparable', reason: `one is of ${then}, the other of ${today}` };
  return compare(now, was);
}

function savedOf(baseline: Baseline): SavedBaseline {
  const { method, path, summary, queries, ...rest } = baseline;
  const { savedAt, commit, request, machine, serverRuntime, calibration, load, targets, rounds } = rest;
  const endpoint = { method, path };
  const byTime = queries?.toSorted((a, b) => msOf(b) - msOf(a));
  return {
    endpoint,
    savedAt,
    commit,
    request,
    machine,
    serverRuntime,
    calibration,
    load,
    targets,
    figures: summary,
    rounds,
    statements: byTime?.map(statementOf) ?? null,
  };
}

const statementOf = ({ fingerprint, text, callsPerRequest, msPerCall, plan }: KeptQuery): SavedStatement => ({
  fingerprint,
  text,
  callsPerRequest,
  msPerCall,
  plan: plan && flat(plan, 0),
});

function flat({ children, ...step }: PlanShape, depth: number): (PlanStep & { depth: number })[] {
  return [{ ...step, depth }, ...children.flatMap((child) => flat(child, depth + 1))];
}

function statementChanges(was: KeptQuery[] | null, now: KeptQuery[] | null): StatementChange[] | null {
  if (was === null || now === null) return null;
  const before = new Map(was.map((query) => [query.fingerprint, query]));
  const after = new Map(now.map((query) => [query.fingerprint, query]));
  return [...new Map([...before, ...after]).values()]
    .sort((a, b) => msOf(b) - msOf(a))
    .map(({ fingerprint, text }) => {
      const [then, today] = [before.get(fingerprint), after.get(fingerprint)];
      const steps = then?.plan && today?.plan ? changedSteps(then.plan, today.plan) : [];
      return { fingerprint, text, was: timesOf(then), now: timesOf(today), steps };
    });
}

const timesOf = (query: KeptQuery | undefined) =>
  query ? { callsPerRequest: query.callsPerRequest, msPerCall: query.msPerCall } : null;

const msOf = ({ callsPerRequest, msPerCall }: KeptQuery): number => callsPerRequest * msPerCall;
