/** Says how an endpoint's statements and their plans stand against those of its baseline. */

import type { PlanStep, QueryBefore, QueryProfile, SqlOutcome } from '../model.ts';
import { type KeptQuery, keyOf, type PlanShape, shapeOf } from './plans.ts';

/** Fewer rows than these, and a factor below this one, are the data's own coming and going. */
const fewestRows = 100;
const leastFactor = 10;

/** Null stands for a baseline that is not there, or knows nothing of statements: then there is nothing to say. */
export function againstBaseline(sql: SqlOutcome, kept: KeptQuery[] | null): SqlOutcome {
  if (sql.state !== 'recorded' || kept === null) return sql;
  const then = new Map(kept.map((query) => [query.fingerprint, query]));
  const now = new Set(sql.queries.map(keyOf));
  return {
    ...sql,
    queries: sql.queries.map((query) => ({ ...query, before: beforeOf(query, then.get(keyOf(query))) })),
    vanished: kept
      .filter(({ fingerprint, attribution }) => attribution === 'constant' && !now.has(fingerprint))
      .map(({ fingerprint, text, callsPerRequest, msPerCall }) => ({ fingerprint, text, callsPerRequest, msPerCall })),
  };
}

/** What varies may have been missed by chance: nothing is called new that does not belong to every request. */
function beforeOf(now: QueryProfile, then: KeptQuery | undefined): QueryBefore | null {
  if (then === undefined) return now.attribution === 'constant' ? { state: 'new' } : null;
  const { callsPerRequest, msPerCall } = then;
  const plan = 'root' in now.plan ? shapeOf(now.plan.root) : null;
  const comparable = plan !== null && then.plan !== null;
  return {
    ...{ state: 'known', callsPerRequest, msPerCall },
    planMs: comparable ? timesOf(then.plan!, plan) : null,
    steps: comparable ? changedSteps(then.plan!, plan) : [],
  };
}

function timesOf(then: PlanShape, now: PlanShape): { was: number; now: number } | null {
  const totalOf = (plan: PlanShape) => stepsOf(plan).reduce((sum, { selfMs }) => sum + (selfMs ?? 0), 0);
  return then.selfMs === null || now.selfMs === null ? null : { was: totalOf(then), now: totalOf(now) };
}

type StepChange = { was: PlanStep | null; now: PlanStep | null };

/**
 * Those that cost most first. What reads a table is compared with what read that table before, a join with a join. Nodes that both plans have are
 * each other's; of the rest, in the order of the plans, the first is taken to have replaced the first.
 */
export function changedSteps(then: PlanShape, now: PlanShape): StepChange[] {
  const [before, after] = [Map.groupBy(stepsOf(then), partOf), Map.groupBy(stepsOf(now), partOf)];
  const all = [...new Set([...after.keys(), ...before.keys()])].flatMap((part) => {
    const gone = [...(before.get(part) ?? [])];
    const come: PlanStep[] = [];
    const changes: StepChange[] = [];
    for (const step of after.get(part) ?? []) {
      const same = gone.findIndex((other) => isSame(other, step));
      if (same < 0) come.push(step);
      else {
        const [was] = gone.splice(same, 1);
        if (hasOtherRows(was!, step)) changes.push({ was: was!, now: step });
      }
    }
    const replaced = Array.from({ length: Math.max(gone.length, come.length) }, (_, index) => ({
      was: gone[index] ?? null,
      now: come[index] ?? null,
    }));
    return [...replaced, ...changes];
  });
  return all.sort((a, b) => gainMs(b) - gainMs(a));
}

const gainMs = ({ was, now }: StepChange): number => (now?.selfMs ?? 0) - (was?.selfMs ?? 0);

function stepsOf({ children, ...step }: PlanShape): PlanStep[] {
  return [step, ...children.flatMap(stepsOf)];
}

/** What a node is for. */
function partOf({ type, relation }: PlanStep): string {
  if (relation !== null) return `table ${relation}`;
  if (/Join$|^Nested Loop/.test(type)) return 'join';
  return /Aggregate$|^Group/.test(type) ? 'aggregate' : type;
}

const isSame = (a: PlanStep, b: PlanStep): boolean => a.type === b.type && a.index === b.index;

/** A plan that was executed is not held against one that was only estimated. */
function hasOtherRows(was: PlanStep, now: PlanStep): boolean {
  if ((was.selfMs === null) !== (now.selfMs === null)) return false;
  const [fewer, more] = [Math.min(was.rows, now.rows), Math.max(was.rows, now.rows)];
  return more >= fewestRows && more >= leastFactor * Math.max(1, fewer);
}
