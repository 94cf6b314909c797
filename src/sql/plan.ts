import type { PlanNode } from '../model.ts';
import { exclusive, type RawNode } from './exclusive.ts';

export interface Plan {
  root: PlanNode;
  /** `null` without ANALYZE. */
  planningMs: number | null;
  executionMs: number | null;
  jitMs: number;
}

interface PrintedPlan {
  Plan: RawNode;
  'Planning Time'?: number;
  'Execution Time'?: number;
  JIT?: { Timing?: { Total?: number } };
}

/** Reads what `EXPLAIN (FORMAT JSON)` printed, parsed. https://www.postgresql.org/docs/current/sql-explain.html */
export function readPlan(printed: unknown): Plan {
  const [top] = printed as [PrintedPlan];
  const own = exclusive(top.Plan);
  const toNode = (raw: RawNode): PlanNode => {
    const { processes, ms, pagesHit, pagesRead, tempWritten } = own.get(raw)!;
    const executed = raw['Actual Loops'] !== undefined;
    const loops = raw['Actual Loops'] ?? 0;
    const removedByJoin = raw['Rows Removed by Join Filter'] ?? 0;
    return {
      type: typeOf(raw),
      role: roles[raw['Parent Relationship'] ?? ''] ?? null,
      relation: raw['Relation Name'] ?? null,
      index: raw['Index Name'] ?? null,
      details: detailsOf(raw),
      plannedRows: raw['Plan Rows'] ?? 0,
      actualRows: executed ? (raw['Actual Rows'] ?? 0) : null,
      loops,
      selfMs: executed ? ms : null,
      totalMs: executed ? ((raw['Actual Total Time'] ?? 0) * loops) / processes : null,
      rowsRemoved: Math.round(((raw['Rows Removed by Filter'] ?? 0) + removedByJoin) * loops),
      rowsRemovedByJoin: Math.round(removedByJoin * loops),
      // Unlike the rows, this is printed for all loops together.
      heapFetches: raw['Heap Fetches'] ?? 0,
      pagesHit,
      pagesRead,
      spilledBytes: spilledBytes(raw, tempWritten),
      children: (raw.Plans ?? []).map(toNode),
    };
  };
  return {
    root: toNode(top.Plan),
    planningMs: top['Planning Time'] ?? null,
    executionMs: top['Execution Time'] ?? null,
    // Each process compiles for itself, at the same time; the printed total is that of all of them.
    jitMs: (top.JIT?.Timing?.Total ?? 0) / Math.max(...[...own.values()].map(({ processes }) => processes)),
  };
}

const roles: Record<string, PlanNode['role']> = {
  Outer: 'outer',
  Inner: 'inner',
  Member: 'member',
  Subquery: 'outer',
  InitPlan: 'init-plan',
  SubPlan: 'sub-plan',
};

/** As EXPLAIN's text format names it: `Parallel Seq Scan`, `Hash Left Join`, `Partial HashAggregate`. */
function typeOf(raw: RawNode): string {
  const parts = [raw['Parallel Aware'] ? 'Parallel' : '', baseType(raw)];
  if (raw['Partial Mode'] === 'Partial' || raw['Partial Mode'] === 'Finalize') parts.unshift(raw['Partial Mode']);
  if (raw['Scan Direction'] === 'Backward') parts.push('Backward');
  return parts.filter(Boolean).join(' ');
}

const aggregates: Record<string, string> = {
  Plain: 'Aggregate',
  Sorted: 'GroupAggregate',
  Hashed: 'HashAggregate',
  Mixed: 'MixedAggregate',
};

function baseType(raw: RawNode): string {
  const type = raw['Node Type'];
  const join = raw['Join Type'];
  if (type === 'Aggregate') return aggregates[raw.Strategy ?? ''] ?? type;
  if (type === 'ModifyTable') return raw.Operation ?? type;
  if (join !== undefined && join !== 'Inner') return `${type.replace(/ Join$/, '')} ${join} Join`;
  return type;
}

const detailLabels = [
  ...[
    'Alias',
    'Index Cond',
    'Recheck Cond',
    'TID Cond',
    'Hash Cond',
    'Merge Cond',
    'Join Filter',
    'Filter',
    'One-Time Filter',
  ],
  ...['Order By', 'Sort Key', 'Presorted Key', 'Group Key', 'Cache Key', 'Function Name', 'CTE Name', 'Subplan Name'],
  ...['Sort Method', 'Hash Batches', 'HashAgg Batches', 'Rows Removed by Index Recheck', 'Lossy Heap Blocks'],
  ...['Heap Fetches', 'Index Searches', 'Workers Planned', 'Workers Launched'],
];

function detailsOf(raw: RawNode): PlanNode['details'] {
  return detailLabels.flatMap((label) => {
    const value = raw[label];
    if (value === undefined || value === 0 || (label === 'Alias' && value === raw['Relation Name'])) return [];
    return [{ label, text: Array.isArray(value) ? value.join(', ') : String(value) }];
  });
}

const blockBytes = 8192;

/** A sort and an aggregate say what they used on disk; a hash that was split into batches shows in its temporary pages. */
function spilledBytes(raw: RawNode, tempWritten: number): number {
  const sorts = [raw, ...(raw.Workers ?? [])].filter((part) => part['Sort Space Type'] === 'Disk');
  const groups = [raw['Full-sort Groups'], raw['Pre-sorted Groups']].map((group) => group?.['Sort Space Disk']);
  const kilobytes = [
    ...sorts.map((sort) => sort['Sort Space Used']),
    ...groups.map((space) => space?.['Peak Sort Space Used']),
    ...[raw, ...(raw.Workers ?? [])].map((part) => part['Disk Usage']),
  ].reduce<number>((sum, used) => sum + (used ?? 0), 0);
  return kilobytes * 1024 + (raw['Node Type'].startsWith('Hash') ? Math.round(tempWritten) * blockBytes : 0);
}
