/** Whether an endpoint had another volume of data to work on, as far as its statements and answers show. */

import type { Baseline } from './baseline.ts';
import { changedSteps } from './plan-change.ts';
import type { KeptQuery } from './plans.ts';

/** Twice as much is another volume; below these it comes and goes. */
const leastFactor = 2;
const fewestRows = 10;
const fewestBytes = 1_000;
const longestText = 60;

export type Volume = Pick<Baseline, 'handlerHash' | 'queries' | 'bodyBytes'>;

/**
 * In words, or null. That the same statement returns more is the data's doing; without statements the size of the answers
 * has to tell. Of a handler that has changed they tell nothing: more data may be what the change is about.
 */
export function dataDifference(now: Volume, then: Volume): string | null {
  if (now.handlerHash !== null && then.handlerHash !== null && now.handlerHash !== then.handlerHash) return null;
  if (now.queries !== null && then.queries !== null) return rowsDifference(now.queries, then.queries);
  if (!differ(now.bodyBytes, then.bodyBytes, fewestBytes)) return null;
  return `the answers have ${now.bodyBytes} bytes, the baseline's had ${then.bodyBytes}`;
}

/** Statements that were seen by chance are left out: they may be another's. */
function rowsDifference(now: KeptQuery[], then: KeptQuery[]): string | null {
  const isOwn = ({ attribution }: KeptQuery) => attribution === 'constant';
  const before = new Map(then.filter(isOwn).map((query) => [query.fingerprint, query]));
  for (const query of now.filter(isOwn)) {
    const was = before.get(query.fingerprint);
    const more = was && (returnedRows(query, was) ?? readRows(query, was));
    if (more) return `${more.now} rows come of ${more.of}, in the baseline ${more.was}`;
  }
  return null;
}

interface Rows {
  of: string;
  was: number;
  now: number;
}

function returnedRows({ text, rowsPerCall: now }: KeptQuery, { rowsPerCall: was }: KeptQuery): Rows | null {
  if (!differ(now, was, fewestRows)) return null;
  const of = text.length > longestText ? `${text.slice(0, longestText)}…` : text;
  return { of, was: Math.round(was!), now: Math.round(now!) };
}

/** Only of a plan that is still the same: in another one, a node may have another part. */
function readRows({ plan: now }: KeptQuery, { plan: was }: KeptQuery): Rows | null {
  const steps = now && was ? changedSteps(was, now) : [];
  const isSame = steps.every((step) => step.was?.type === step.now?.type && step.was?.index === step.now?.index);
  const [first] = steps;
  if (!isSame || !first?.was || !first.now) return null;
  const { type, relation } = first.now;
  const of = relation === null ? type : `${type} on ${relation}`;
  return { of, was: Math.round(first.was.rows), now: Math.round(first.now.rows) };
}

function differ(a: number | null, b: number | null, least: number): boolean {
  if (a === null || b === null) return false;
  return Math.abs(a - b) >= least && Math.max(a, b) >= leastFactor * Math.min(a, b);
}
