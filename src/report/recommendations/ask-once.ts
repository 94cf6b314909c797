import type { Finding, SourceLine } from '../../model.ts';
import { formatMean, formatMs } from '../format.ts';
import { statementLine } from '../sql-wording.ts';
import { type Clue, clueOf, type Rule, type Subject } from './rule.ts';
import { queryOf } from './statements.ts';

interface LoopClue extends Clue {
  text: string;
  calls: number;
  advice: string;
  source: SourceLine | null;
}

/** As many calls of one statement are a loop over the rows of another, where only averages are known. */
const fewestCalls = 5;
const manyCalls = 20;
const loops = /^\s*(select|insert|update|delete)\b/i;

/** N+1: one statement in a loop. That some of its calls are alike goes with it. */
export const askOnce: Rule<LoopClue> = {
  kind: 'ask-once',
  find: (subject) => [
    ...subject.findings.filter(({ rule }) => rule === 'n-plus-one').flatMap((finding) => ofFinding(subject, finding)),
    ...ofAverages(subject),
  ],
  word: ([{ text, calls, advice, source }]) => ({
    title: `Ask once instead of ${formatMean(calls)} times: ${statementLine(text)}`,
    advice: source ? `${advice} It is sent at ${source.file}:${source.line}.` : advice,
    code: null,
  }),
};

function ofFinding(subject: Subject, finding: Finding): LoopClue[] {
  const query = queryOf(subject, finding);
  if (!query) return [];
  const { fingerprint, text, source, msPerRequest } = query;
  const calls = query.callsPerRequest.median;
  const takes = `${formatMean(calls)} calls take ${formatMs(msPerRequest)} of the ${formatMs(subject.requestMs)} that a request takes alone`;
  const explains = subject.findings.filter(
    (other) => other === finding || (other.fingerprint === fingerprint && other.rule === 'duplicate-query'),
  );
  return [
    clueOf(subject, {
      cure: fingerprint,
      fingerprint,
      text,
      calls,
      advice: finding.advice,
      source,
      explains,
      figure: takes,
      severity: finding.severity,
      savesMs: finding.impactMs,
    }),
  ];
}

function ofAverages(subject: Subject): LoopClue[] {
  const { sql } = subject.profile;
  if (sql.state === 'recorded' || !sql.averages) return [];
  return sql.averages.statements
    .filter(({ text, callsPerRequest }) => callsPerRequest >= fewestCalls && loops.test(text))
    .map(({ text, callsPerRequest, msPerCall }) =>
      clueOf(subject, {
        cure: text,
        text,
        calls: callsPerRequest,
        source: null,
        advice:
          'Ask for all of them at once: a JOIN, or the list of keys in = ANY($1). This is an average of the database’s statistics; other clients are counted too.',
        figure: `${formatMean(callsPerRequest)} calls a request of ${formatMs(msPerCall)} each, as pg_stat_statements counted them`,
        severity: callsPerRequest >= manyCalls ? 'MEDIUM' : 'LOW',
        costMs: (callsPerRequest - 1) * msPerCall,
      }),
    );
}
