/**
 * What the plans of an endpoint's statements say against those of its baseline: a table that is now read from end to end
 * although an index led to its rows before, and any other change that made a statement slower.
 */

import type { Finding, PlanNode, PlanStep, QueryProfile, Severity, SqlOutcome } from '../model.ts';

/** Both are needed: less is within what two runs differ by. */
const leastFactor = 1.5;
const leastMs = 0.5;

/** A smaller table fits into a few pages, which the database may read as well without its index. */
const leastRowsRead = 1_000;

/** Needs what `againstBaseline` has said of each statement. */
export function planFindings(sql: SqlOutcome): Finding[] {
  if (sql.state !== 'recorded') return [];
  return sql.queries.filter(({ attribution }) => attribution === 'constant').flatMap(planFinding);
}

type Step = { was: PlanStep | null; now: PlanStep | null };

function planFinding(query: QueryProfile): Finding[] {
  const { before, msPerRequest, fingerprint } = query;
  if (before?.state !== 'known') return [];
  const [worst] = before.steps;
  if (!worst) return [];
  const thenMs = before.callsPerRequest * before.msPerCall;
  const slowerMs = msPerRequest - thenMs;
  const both = { rule: 'plan-changed', impactMs: Math.max(0, slowerMs), fingerprint };
  const takes = `it takes ${ms(msPerRequest)} a request instead of ${ms(thenMs)}`;
  const lost = lostIndex(query, before.steps);
  // However fast it is: with the data of the place where it is going to run it may not be.
  if (lost) {
    return [
      {
        ...both,
        severity: 'HIGH',
        title: `Plan changed: ${lost.was} → ${lost.now} on ${lost.relation}`,
        why: `${indexWords(lost.index)} not used any more: all ${lost.rowsRead} rows of ${lost.relation} are read, and ${takes}.`,
        advice: 'See whether the index was dropped, the condition no longer fits it, or ANALYZE is due.',
      },
    ];
  }
  if (slowerMs < leastMs || msPerRequest < leastFactor * thenMs) return [];
  return [
    {
      ...both,
      severity: severityOf(slowerMs),
      title: 'A statement is planned differently than in the baseline',
      why: `${changeWords(worst)}, and ${takes}.`,
      advice: 'See whether an index was dropped, the data has grown, or ANALYZE is due.',
    },
  ];
}

const severityOf = (impactMs: number): Severity => (impactMs >= 10 ? 'HIGH' : impactMs >= 1 ? 'MEDIUM' : 'LOW');

interface LostIndex {
  /** The kinds of nodes, the index's name included where its own node has it. */
  was: string;
  now: string;
  relation: string;
  index: string | null;
  rowsRead: number;
}

/** A table that was read by an index, and now is read from end to end. */
function lostIndex({ plan }: QueryProfile, steps: Step[]): LostIndex | null {
  if (!('root' in plan)) return null;
  const nodes = nodesOf(plan.root);
  for (const { was, now } of steps) {
    if (!was || !now?.relation || !isWholeTable(now) || !/\b(?:Index|Bitmap Heap)\b/.test(was.type)) continue;
    const rowsRead = nodes
      .filter((node) => isWholeTable(node) && node.relation === now.relation)
      .reduce((most, node) => Math.max(most, rowsReadBy(node)), 0);
    // Below a bitmap heap scan, nodes of their own read the indexes.
    const gone = steps.flatMap((step) => (step.now === null && step.was?.index ? [step.was.index] : []));
    const index = was.index ?? (gone.length === 1 ? gone[0]! : null);
    if (rowsRead >= leastRowsRead)
      return { was: nodeName(was), now: now.type, relation: now.relation, index, rowsRead };
  }
  return null;
}

const isWholeTable = ({ type }: Pick<PlanStep, 'type'>): boolean => /\bSeq Scan$/.test(type);

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...node.children.flatMap(nodesOf)];

const rowsReadBy = ({ actualRows, plannedRows, loops, rowsRemoved }: PlanNode): number =>
  Math.round(actualRows === null ? plannedRows : actualRows * loops + rowsRemoved);

const indexWords = (index: string | null): string => (index === null ? 'An index is' : `The index ${index} is`);

function changeWords({ was, now }: Step): string {
  if (was === null) return `${nodeWords(now!)} is new in its plan`;
  if (now === null) return `${nodeWords(was)} is gone from its plan`;
  if (was.type !== now.type || was.index !== now.index) return `${nodeWords(now)} took the place of ${nodeName(was)}`;
  return `${nodeWords(now)} gives ${Math.round(now.rows)} rows instead of ${Math.round(was.rows)}`;
}

const nodeName = ({ type, index }: PlanStep): string => (index === null ? type : `${type} using ${index}`);
const nodeWords = (step: PlanStep): string =>
  step.relation === null ? nodeName(step) : `${nodeName(step)} on ${step.relation}`;

const ms = (value: number): string => `${Number(value.toPrecision(3))} ms`;
