/** A node as EXPLAIN's JSON has it; only the fields that are computed with are typed. */
export interface RawNode {
  'Node Type': string;
  'Parallel Aware'?: boolean;
  'Partial Mode'?: string;
  'Scan Direction'?: string;
  'Join Type'?: string;
  'Parent Relationship'?: string;
  'Subplan Name'?: string;
  'CTE Name'?: string;
  'Relation Name'?: string;
  'Index Name'?: string;
  Strategy?: string;
  Operation?: string;
  'Plan Rows'?: number;
  /** Rows and times are averages a loop; a loop is one process' run of the node. */
  'Actual Rows'?: number;
  'Actual Loops'?: number;
  'Actual Total Time'?: number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Join Filter'?: number;
  'Heap Fetches'?: number;
  'Workers Launched'?: number;
  'Full-sort Groups'?: SortGroups;
  'Pre-sorted Groups'?: SortGroups;
  Workers?: Spill[];
  'Sort Space Type'?: string;
  'Sort Space Used'?: number;
  'Disk Usage'?: number;
  Plans?: RawNode[];
  [label: string]: unknown;
}

interface Spill {
  'Sort Space Type'?: string;
  'Sort Space Used'?: number;
  'Disk Usage'?: number;
}

interface SortGroups {
  'Sort Space Disk'?: { 'Peak Sort Space Used'?: number };
}

/** What a node used itself, all its loops together. */
export interface Own {
  ms: number;
  pagesHit: number;
  pagesRead: number;
  tempWritten: number;
  /** How many processes shared the node's work: its times are divided by them, so that they are wall time. */
  processes: number;
}

const measures = ['ms', 'pagesHit', 'pagesRead', 'tempWritten'] as const;
type Measure = (typeof measures)[number];

/**
 * Takes the children's share out of each node's time and pages. Nothing gets negative, and all shares together are
 * the root's total.
 */
export function exclusive(root: RawNode): Map<RawNode, Own> {
  const own = new Map<RawNode, Own>();
  const prepare = (node: RawNode, processes: number) => {
    own.set(node, { ms: 0, pagesHit: 0, pagesRead: 0, tempWritten: 0, processes });
    for (const child of node.Plans ?? []) prepare(child, processes * processesBelow(node, child));
  };
  prepare(root, 1);
  const payers = payersOf(root);
  for (const measure of measures) share(root, measure, own, payers);
  return own;
}

/** Under a Gather each process runs the plan once for each time that the Gather runs. */
function processesBelow(node: RawNode, child: RawNode): number {
  if (!node['Node Type'].startsWith('Gather') || child['Parent Relationship'] !== 'Outer') return 1;
  const runs = (child['Actual Loops'] ?? 0) / (node['Actual Loops'] || 1);
  return Math.max(1, runs);
}

function total(node: RawNode, measure: Measure, { processes }: Own): number {
  const count = (label: string) => Number(node[label] ?? 0);
  switch (measure) {
    case 'ms':
      return (count('Actual Total Time') * count('Actual Loops')) / processes;
    case 'pagesHit':
      return count('Shared Hit Blocks') + count('Local Hit Blocks');
    case 'pagesRead':
      return count('Shared Read Blocks') + count('Local Read Blocks');
    case 'tempWritten':
      return count('Temp Written Blocks');
  }
}

/**
 * EXPLAIN shows a WITH query and an InitPlan below the node that owns them, but they run, and are counted, inside the
 * node that first needs their result; for workers, that is the Gather, which computes it before it starts them. Maps
 * each of them to the nodes that can be charged.
 */
function payersOf(root: RawNode): Map<RawNode, RawNode[]> {
  const all = flatten(root);
  const gathers = all.filter((node) => node['Node Type'].startsWith('Gather'));
  const payers = new Map<RawNode, RawNode[]>();
  for (const [position, node] of all.entries()) {
    const name = node['Subplan Name'];
    if (node['Parent Relationship'] !== 'InitPlan' || name === undefined) continue;
    const inside = new Set(flatten(node));
    const needs = name.startsWith('CTE ') ? readsCte(name.slice(4)) : mentions(name);
    const outerGathers = gathers.filter((gather) => !inside.has(gather) && !flatten(gather).includes(node));
    // Who needs it comes later in the plan, or above it. To hold to that keeps odd plans from going in circles.
    const charged = all
      .filter(
        (other, index) => needs(other) && !inside.has(other) && (index > position || flatten(other).includes(node)),
      )
      .map((other) => outerGathers.find((gather) => flatten(gather).includes(other)) ?? other);
    payers.set(node, [...new Set(charged)]);
  }
  return payers;
}

const flatten = (node: RawNode): RawNode[] => [node, ...(node.Plans ?? []).flatMap(flatten)];

const readsCte = (name: string) => (node: RawNode) => node['CTE Name'] === name;

/** `InitPlan 1` is mentioned as `(InitPlan 1).col1`; before PostgreSQL 17 `InitPlan 1 (returns $0)` was, as `$0`. */
function mentions(name: string): (node: RawNode) => boolean {
  const returned = /\(returns (.*)\)/.exec(name)?.[1]?.split(',') ?? [`(${name})`];
  return (node) =>
    Object.entries(node).some(
      ([label, text]) =>
        label !== 'Subplan Name' &&
        typeof text === 'string' &&
        returned.some((mark) => new RegExp(`${mark.replaceAll(/[$()]/g, '\\$&')}(?!\\d)`).test(text)),
    );
}

function share(root: RawNode, measure: Measure, own: Map<RawNode, Own>, payers: Map<RawNode, RawNode[]>): void {
  /** What is paid elsewhere, by payer: parts of WITH queries and InitPlans. */
  const loans = new Map<RawNode, { lent: RawNode; amount: number }[]>();
  const totalOf = (node: RawNode) => total(node, measure, own.get(node)!);
  for (const [lent, candidates] of payers) {
    const ready = candidates.filter((node) => totalOf(node) > 0);
    const capacity = ready.reduce((sum, node) => sum + totalOf(node), 0);
    for (const payer of ready) {
      const amount = (totalOf(lent) * totalOf(payer)) / capacity;
      loans.set(payer, [...(loans.get(payer) ?? []), { lent, amount }]);
    }
  }
  const isLent = (node: RawNode) => [...loans.values()].some((parts) => parts.some(({ lent }) => lent === node));

  /** Spreads `amount`, which may be only a part of `node`, over the node and what is below it. */
  const spread = (node: RawNode, amount: number) => {
    if (amount <= 0) return;
    const part = amount / totalOf(node);
    const below = [
      ...(node.Plans ?? []).filter((child) => !isLent(child)).map((child) => ({ node: child, amount: totalOf(child) })),
      ...(loans.get(node) ?? []).map(({ lent, amount }) => ({ node: lent, amount })),
    ].map((child) => ({ ...child, amount: child.amount * part }));
    const wanted = below.reduce((sum, child) => sum + child.amount, 0);
    // Rounded averages times many loops can exceed the parent: then its children share what there is.
    const scale = wanted > amount ? amount / wanted : 1;
    own.get(node)![measure] += Math.max(0, amount - wanted);
    for (const child of below) spread(child.node, child.amount * scale);
  };
  spread(root, totalOf(root));
}
