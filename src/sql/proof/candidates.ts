import type { IndexCandidate } from '../../model.ts';
import type { Comparison, SortColumn } from '../conditions.ts';
import { identifier } from '../findings/format.ts';
import { indexName } from './names.ts';
import type { ColumnFacts, ExistingIndex, TableFacts } from './tables.ts';
import type { Wish } from './wishes.ts';

export interface Candidate extends IndexCandidate {
  facts: TableFacts;
  /** Of the index, without quotes. */
  name: string;
  /** How many columns it holds: of two that help alike the narrower one is better. */
  width: number;
}

const mostCandidates = 3;
const mostColumns = 3;
/** A wider value makes an index large, and beyond 2.7 kB impossible. */
const mostBytes = 500;
/** A condition on a constant that fewer rows meet than this makes a partial index worth while. */
const mostPartialShare = 0.2;
/** Where nothing was executed: a smaller table is read in no time. */
const fewestRows = 10_000;
const mostPlannedShare = 0.1;

/**
 * Indexes that would serve what a plan wishes for and that the tables do not have, most promising first, three at most.
 * Columns of equalities come first, the one with the most different values in front; then those of the order that is
 * wanted, or one that is compared with a range. `constants`: those in the statement's own text; what is compared with
 * one of them can be left to the condition of a partial index.
 */
export function candidatesFor(
  wishes: Wish[],
  tables: ReadonlyMap<string, TableFacts>,
  constants: ReadonlySet<string>,
): Candidate[] {
  const found = new Map<string, Candidate>();
  for (const wish of wishes) {
    const facts = tables.get(wish.relation);
    if (facts?.kind !== 'r' || facts.isPartition || !isWorthwhile(wish, facts)) continue;
    for (const shape of shapesFor(wish, facts, constants)) {
      if (facts.indexes.some((index) => serves(index, shape))) continue;
      const definition = `ON ${facts.name} ${textOf(shape)}`;
      if (found.has(definition)) continue;
      const name = nameFor(shape, facts, found);
      const ddl = `CREATE INDEX ${identifier(name)} ${definition}`;
      found.set(definition, { ddl, table: facts.name, node: wish.node, facts, name, width: shape.columns.length });
    }
  }
  return [...found.values()].slice(0, mostCandidates);
}

const isWorthwhile = ({ ms, rows }: Wish, facts: TableFacts): boolean =>
  ms !== null || (facts.rows >= fewestRows && rows <= facts.rows * mostPlannedShare);

interface Shape {
  columns: SortColumn[];
  /** How many of the columns are compared for equality. */
  equal: number;
  predicate: string | null;
}

function shapesFor(wish: Wish, facts: TableFacts, constants: ReadonlySet<string>): Shape[] {
  const usable = wish.comparisons.filter((comparison) => isUsable(comparison, facts.columns[comparison.column]));
  const equal = uniqueColumns(usable.filter(({ kind }) => kind !== 'range')).sort(
    (a, b) => distinctOf(b, facts) - distinctOf(a, facts),
  );
  const range = uniqueColumns(usable.filter(({ kind }) => kind === 'range')).slice(0, 1);
  const rare = equal.filter((comparison) => isRareConstant(comparison, facts, constants));

  const shape = (first: Comparison[], then: SortColumn[], predicate: string | null = null): Shape => {
    const columns = first.slice(0, mostColumns).map(({ column }) => ({ column, order: '' }));
    return { columns: [...columns, ...then], equal: columns.length, predicate };
  };
  const ranged = range.map(({ column }) => ({ column, order: '' }));
  const ordered = orderBehind(equal, wish.order, facts);
  const best = ordered.length > 0 ? ordered : ranged;
  const rest = equal.filter((comparison) => !rare.includes(comparison));
  return [
    ...(rare.length > 0 ? [shape(rest, best, rare.map((part) => conditionOf(part, facts)).join(' AND '))] : []),
    shape(equal, best),
    shape(equal, ranged),
    shape(equal, []),
  ].filter(({ columns }) => columns.length > 0);
}

function isUsable({ asText }: Comparison, facts: ColumnFacts | undefined): boolean {
  return facts?.isSortable === true && (facts.bytes ?? 0) <= mostBytes && (!asText || facts.isText);
}

const uniqueColumns = (comparisons: Comparison[]): Comparison[] => [
  ...new Map(comparisons.map((comparison) => [comparison.column, comparison])).values(),
];

const distinctOf = ({ column }: Comparison, { columns }: TableFacts): number => columns[column]?.distinct ?? 0;

/** Columns with one value have no order to give. Empty where an index cannot give it. */
function orderBehind(equal: Comparison[], order: SortColumn[], { columns }: TableFacts): SortColumn[] {
  if (equal.some(({ kind }) => kind === 'one-of') || equal.length > mostColumns) return [];
  const open = order.filter(({ column }) => !equal.some((comparison) => comparison.column === column));
  if (open.length > mostColumns || !open.every(({ column }) => columns[column]?.isSortable)) return [];
  // An index is read in both directions.
  return open.every(({ order: one }) => one === ' DESC') ? open.map(({ column }) => ({ column, order: '' })) : open;
}

function isRareConstant(comparison: Comparison, facts: TableFacts, constants: ReadonlySet<string>): boolean {
  const column = facts.columns[comparison.column];
  if (!column || column.nullShare === null) return false;
  if (comparison.kind === 'is-null') return column.nullShare <= mostPartialShare;
  const { constant } = comparison;
  if (comparison.kind !== 'equal' || constant === null) return false;
  // The server prints a boolean column by itself whether the statement compares it or not.
  if (!column.isBoolean && !constants.has(constant)) return false;
  const value = column.isBoolean ? constant[0]! : constant;
  // Of a value that is not among the commonest it is known only that it is rarer than they are.
  const share = column.commonShares?.[value] ?? (column.commonShares ? 0 : 1);
  return share <= mostPartialShare;
}

function conditionOf({ column, kind, constant }: Comparison, { columns }: TableFacts): string {
  const name = identifier(column);
  if (kind === 'is-null') return `${name} IS NULL`;
  if (columns[column]?.isBoolean) return constant === 'true' ? name : `NOT ${name}`;
  const isNumber = /^-?\d+(\.\d+)?$/.test(constant ?? '') && !columns[column]?.isText;
  return `${name} = ${isNumber ? constant : `'${constant?.replaceAll("'", "''")}'`}`;
}

/** Whether an existing index leads with these columns: those of equalities in any order, the others as they are. */
function serves(index: ExistingIndex, { columns, equal }: Shape): boolean {
  const lead = index.columns.slice(0, equal);
  if (!columns.slice(0, equal).every(({ column }) => lead.includes(column))) return false;
  const ordered = columns.slice(equal);
  if (!ordered.every(({ column }, place) => index.columns[equal + place] === column)) return false;
  const orders = index.orders.slice(equal);
  return [orders, orders.map(reversed)].some((given) => ordered.every(({ order }, place) => given[place] === order));
}

const reversals: Record<string, string> = { '': ' DESC', ' DESC': '', ' NULLS FIRST': ' DESC NULLS LAST' };
const reversed = (order: string): string => reversals[order] ?? ' NULLS FIRST';

/** `(customer_id, created_at)`, `(customer_id) WHERE status = 'open'` */
function textOf({ columns, predicate }: Shape): string {
  const list = columns.map(({ column, order }) => `${identifier(column)}${order}`).join(', ');
  return `(${list})${predicate === null ? '' : ` WHERE ${predicate}`}`;
}

function nameFor({ columns }: Shape, { bareName, takenNames }: TableFacts, found: Map<string, Candidate>): string {
  const taken = new Set([...takenNames, ...[...found.values()].map(({ name }) => name)]);
  const names = columns.map(({ column }) => column);
  return indexName(bareName, names, taken);
}
