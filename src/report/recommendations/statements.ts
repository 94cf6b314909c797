/** What rules ask of an endpoint's statements. */

import type { Finding, QueryProfile } from '../../model.ts';
import type { Subject } from './rule.ts';

/** Those that belong to it for certain. */
export const ownQueries = ({ profile: { sql } }: Pick<Subject, 'profile'>): QueryProfile[] =>
  sql.state === 'recorded' ? sql.queries.filter(({ attribution }) => attribution === 'constant') : [];

export const queryOf = (subject: Subject, { fingerprint }: Finding): QueryProfile | undefined =>
  fingerprint === undefined ? undefined : ownQueries(subject).find((query) => query.fingerprint === fingerprint);

/** How much of a request is spent in the database; null where that was not recorded. */
export function databaseShare({ profile: { sql } }: Pick<Subject, 'profile'>): number | null {
  if (sql.state !== 'recorded') return null;
  const { waterfall } = sql;
  return waterfall && waterfall.probeMs > 0 ? waterfall.databaseMs / waterfall.probeMs : 0;
}

export const dearestQuery = (subject: Pick<Subject, 'profile'>): QueryProfile | undefined =>
  ownQueries(subject).toSorted((a, b) => b.msPerRequest - a.msPerRequest)[0];
