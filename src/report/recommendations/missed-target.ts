import type { QueryProfile, TargetResult } from '../../model.ts';
import { formatMs, formatShare } from '../format.ts';
import { statementLine } from '../sql-wording.ts';
import { type Clue, clueOf, isExplained, missedTargets, type Rule, type Subject, speedTargets } from './rule.ts';
import { databaseShare, dearestQuery } from './statements.ts';

interface MissedClue extends Clue {
  cause: 'database' | 'load' | 'handler';
  query: QueryProfile | undefined;
}

/** From here on the database is most of a request. */
const databaseMatters = 0.5;
/** A request that takes that many times longer in company than alone waits more than it works. */
const loadFactor = 3;

/** A target is missed and no cause is known: what most of the time goes into is where to begin. */
export const missedTarget: Rule<MissedClue> = {
  kind: 'missed-target',
  find(subject) {
    const missed = missedTargets(subject, speedTargets);
    if (missed.length === 0 || isExplained(subject)) return [];
    const cause = causeOf(subject, missed);
    const query = dearestQuery(subject);
    return [
      clueOf(subject, {
        cure: cause === 'database' ? (query?.fingerprint ?? subject.id) : cause === 'load' ? 'load' : subject.id,
        cause,
        query,
        missed,
        severity: 'MEDIUM',
        figure: dominance(subject),
      }),
    ];
  },
  word: ([{ endpoint, cause, query }]) => {
    switch (cause) {
      case 'database':
        return {
          title: `Begin with its dearest statement: ${statementLine(query?.text ?? '')}`,
          advice:
            'Most of the request is spent in the database, and no fault was found in the plan: ask for less, or keep the answer for a while.',
          code: null,
        };
      case 'load':
        return {
          title: 'Find out what requests wait for under load',
          advice:
            'One alone is quick enough. A sweep (--load sweep) tells up to how many users that stays so, and what the server used then.',
          code: null,
        };
      case 'handler':
        return {
          title: `Profile the handler of ${endpoint}`,
          advice:
            'Most of the time is spent outside the database: in its own code, in writing the answer, or in services that it calls. A CPU profile of the server tells which.',
          code: null,
        };
      default:
        return cause satisfies never;
    }
  },
};

/** A latency that one request alone would keep to is missed for the company it is in. */
function causeOf(subject: Subject, missed: TargetResult[]): MissedClue['cause'] {
  const { requestMs, profile } = subject;
  const strictestMs = Math.min(...missed.map(({ target, limit }) => (target === 'rps' ? 0 : limit)));
  if (requestMs < strictestMs && profile.summary.p50Ms >= loadFactor * requestMs) return 'load';
  return (databaseShare(subject) ?? 0) >= databaseMatters ? 'database' : 'handler';
}

function dominance(subject: Subject): string {
  const { requestMs, profile } = subject;
  const share = databaseShare(subject);
  const alone = `a request alone takes ${formatMs(requestMs)}`;
  const database = share === null ? '' : `, ${formatShare(share)} of it in the database`;
  return `${alone}${database}, one under load ${formatMs(profile.summary.p50Ms)}`;
}
