import type { Finding, QueryProfile } from '../../model.ts';
import { withoutStop } from '../sentence.ts';
import { statementLine } from '../sql-wording.ts';
import { type Clue, clueOf, type Rule } from './rule.ts';
import { queryOf } from './statements.ts';

interface StatementClue extends Clue {
  query: QueryProfile;
  finding: Finding;
}

/** Sorts that spill, estimates that are wrong, pages by OFFSET …: one for each statement, with all that ails it. */
export const slowStatement: Rule<StatementClue> = {
  kind: 'improve-statement',
  find: (subject) =>
    subject.findings.flatMap((finding) => {
      const query = queryOf(subject, finding);
      if (!query) return [];
      return [
        clueOf(subject, {
          cure: query.fingerprint,
          fingerprint: query.fingerprint,
          query,
          finding,
          explains: [finding],
          figure: `${finding.title}. ${withoutStop(finding.why)}`,
          severity: finding.severity,
          costMs: finding.impactMs,
        }),
      ];
    }),
  word: (clues) => ({
    title: `${titles.get(clues[0].finding.rule) ?? 'Improve'}: ${statementLine(clues[0].query.text)}`,
    advice: [...new Set(clues.map(({ finding }) => finding.advice))].slice(0, mostAdvice).join(' '),
    code: null,
  }),
};

/** The cure of the dearest fault often mends the others too. */
const mostAdvice = 2;

const titles = new Map(
  Object.entries({
    'seq-scan-filter': 'Spare the reading of a whole table',
    'nested-loop-scan': 'Spare the reading of a whole table',
    'join-filter': 'Let a join find its rows instead of trying all',
    'sort-spill': 'Spare a step that spills to disk',
    'heap-fetches': 'Vacuum the table of this query',
    offset: 'Page by key instead of OFFSET',
    'row-estimate': 'Give the planner better statistics',
    jit: 'Spare the compilation of this query',
    planning: 'Prepare this statement once',
    'no-limit': 'Send a page at a time',
  }),
);
