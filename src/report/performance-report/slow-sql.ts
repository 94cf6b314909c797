import type { MeasuredProfile, QueryProfile, ReportedRun } from '../../model.ts';
import { formatCount, formatMean, formatMs, formatShare, plural } from '../format.ts';
import { proofWords, statementLine } from '../sql-wording.ts';
import { noSqlWords } from '../warning-wording.ts';
import { figures, literal, measuredOf, nameOf, section } from './parts.ts';
import type { Section, SectionItem, SectionTable } from './section.ts';

/** Less than that a request nobody can gain. */
const leastMs = 1;
const mostStatements = 15;

interface Slow {
  profile: MeasuredProfile;
  query: QueryProfile;
}

/** The dearest statements, what the database itself counts as dear, and the indexes that were tried for them. */
export function slowSql({ profiles }: ReportedRun): Section | null {
  const measured = measuredOf(profiles);
  if (measured.length === 0) return null;
  const queries = measured.flatMap(ownQueries);
  const slow = queries
    .filter(({ query }) => query.msPerRequest >= leastMs)
    .sort((a, b) => b.query.msPerRequest - a.query.msPerRequest);
  return section('Slow SQL', {
    intro: slow.length > 0 ? hiddenWords(slow) : quietWords(measured, queries),
    tables: [...(slow.length > 0 ? [statementTable(slow)] : []), ...databaseTable(measured)],
    items: indexItems(queries),
  });
}

function ownQueries(profile: MeasuredProfile): Slow[] {
  const { sql } = profile;
  if (sql.state !== 'recorded') return [];
  return sql.queries.filter(({ attribution }) => attribution === 'constant').map((query) => ({ profile, query }));
}

const hiddenWords = (slow: Slow[]): string =>
  slow.length > mostStatements
    ? `The ${mostStatements} dearest of ${plural(slow.length, 'statement')} that take 1 ms a request or more.`
    : 'The statements that take 1 ms a request or more.';

function quietWords(measured: MeasuredProfile[], queries: Slow[]): string {
  if (queries.length > 0) return 'No statement takes 1 ms a request or more.';
  const missing = measured.flatMap(({ sql }) => (sql.state === 'not-recorded' ? [sql.reason] : []))[0];
  if (!missing) return 'No endpoint sent a statement.';
  const { message, nextStep } = noSqlWords(missing);
  return `${message} ${nextStep}`;
}

const statementTable = (slow: Slow[]): SectionTable => ({
  caption: '',
  columns: [
    literal('endpoint'),
    ...figures('calls', 'a call', 'a request', 'of it', 'rows a call'),
    literal('statement'),
  ],
  rows: slow
    .slice(0, mostStatements)
    .map(({ profile, query }) => [
      nameOf(profile),
      formatMean(query.callsPerRequest.median),
      formatMs(query.msPerCall.median),
      formatMs(query.msPerRequest),
      shareOf(profile, query),
      formatMean(query.rowsPerCall),
      statementLine(query.text),
    ]),
});

function shareOf({ sql }: MeasuredProfile, { msPerRequest }: QueryProfile): string {
  const probeMs = sql.state === 'recorded' ? (sql.waterfall?.probeMs ?? 0) : 0;
  return probeMs > 0 ? formatShare(Math.min(1, msPerRequest / probeMs)) : '–';
}

/** All results of a run read the same statistics: the last one read them last. */
function databaseTable(measured: MeasuredProfile[]): SectionTable[] {
  const statements = measured.findLast(({ slowestStatements }) => slowestStatements)?.slowestStatements ?? [];
  if (statements.length === 0) return [];
  return [
    {
      caption: 'Of the whole database, as pg_stat_statements has them since its figures were last reset',
      columns: [...figures('calls', 'on average', 'in all', 'of its time'), literal('statement')],
      rows: statements.map(({ text, calls, meanMs, totalMs, share }) => [
        formatCount(calls),
        ...[meanMs, totalMs].map(formatMs),
        formatShare(share),
        statementLine(text),
      ]),
    },
  ];
}

/** One for each index, with its DDL and the statements that it serves. */
function indexItems(queries: Slow[]): SectionItem[] {
  const tried = queries.flatMap(({ profile, query }) =>
    query.proofs.filter(({ state }) => state !== 'no-gain').map((proof) => ({ profile, query, proof })),
  );
  return [...Map.groupBy(tried, ({ proof }) => proof.ddl)].map(([ddl, uses]) => ({
    title: proofWords(uses[0]!.proof).title,
    lines: uses.flatMap(({ profile, query, proof }) => [
      `${nameOf(profile)}: ${statementLine(query.text)}`,
      proofWords(proof).text,
    ]),
    code: [{ language: 'sql', text: `${ddl};` }],
  }));
}
