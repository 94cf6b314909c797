import type { SlowStatement } from '../../model.ts';
import { formatMs, formatShare, plural } from '../format.ts';
import { statementLine } from '../sql-wording.ts';
import { type Clue, clueOf, type Rule, type Subject } from './rule.ts';

interface DatabaseClue extends Clue {
  statement: SlowStatement;
}

/** What takes less of the database's time is not what it is busy with. */
const leastShare = 0.2;
/** A quick statement that is asked often is fine where nothing else is slow. */
const leastMeanMs = 10;
const slowMeanMs = 100;

/** What pg_stat_statements names as dear, and no endpoint of this run was seen to send. */
export const databaseStatement: Rule<DatabaseClue> = {
  kind: 'slow-statement',
  find: (subject, all) =>
    (subject === lastTold(all) ? subject.profile.slowestStatements! : [])
      .filter(({ share, meanMs }) => share >= leastShare && meanMs >= leastMeanMs)
      .filter(({ text }) => !all.some((other) => sends(other, text)))
      .map((statement) =>
        clueOf(subject, {
          endpoint: null,
          cure: normalised(statement.text),
          statement,
          figure: `${formatShare(statement.share)} of the database’s time, ${plural(statement.calls, 'call')} of ${formatMs(statement.meanMs)} on average`,
          severity: statement.meanMs >= slowMeanMs ? 'MEDIUM' : 'LOW',
        }),
      ),
  word: ([{ statement }]) => ({
    title: `Find out who sends this to the database: ${statementLine(statement.text)}`,
    advice:
      'It is among the dearest of pg_stat_statements, since its figures were last reset, and none of the endpoints that were profiled sent it. Look at its plan with EXPLAIN ANALYZE.',
    code: null,
  }),
};

/** All results of a run read the same statistics; the last one read them last. */
const lastTold = (all: Subject[]): Subject | undefined => all.findLast(({ profile }) => profile.slowestStatements);

const sends = ({ profile: { sql } }: Subject, text: string): boolean =>
  (sql.state === 'recorded' ? sql.queries : (sql.averages?.statements ?? [])).some(
    (query) => normalised(query.text) === normalised(text),
  );

/** Constants are parameters in the database’s statistics, and may be constants in what was sent. */
const normalised = (text: string): string =>
  text
    .replace(/\$\d+|'(?:[^']|'')*'|\b\d+(?:\.\d+)?\b/g, '?')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
