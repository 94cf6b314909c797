import { formatCores, formatMs, formatRate } from '../format.ts';
import { busiestCores, idleCores, isGeneratorsFault } from './load-on.ts';
import { type Clue, clueOf, isExplained, type Rule } from './rule.ts';
import { databaseShare } from './statements.ts';

interface WaitingClue extends Clue {
  inDatabase: boolean;
  atOnce: number;
}

const fewestConnections = 4;
/** A request that takes that many times longer in company than alone waits more than it works. */
const leastFactor = 3;
/** Queues of a few milliseconds are what any server has under load. */
const leastWaitMs = 20;
/** Of the time of a request alone, from which on the database is the first to be asked. */
const databaseMatters = 0.2;

/**
 * Under load requests wait although the server's own processes have time: for a connection of the pool, a lock, or the
 * database. How many are served at once follows from Little's law: throughput × the time of one alone.
 */
export const waiting: Rule<WaitingClue> = {
  kind: 'shorten-queue',
  find(subject) {
    const { profile, requestMs } = subject;
    const { load, summary } = profile;
    const cores = busiestCores(profile);
    if (load.model !== 'closed' || load.connections < fewestConnections || cores === null || cores >= idleCores)
      return [];
    if (isGeneratorsFault(profile) || isExplained(subject)) return [];
    const waitMs = summary.p50Ms - requestMs;
    const atOnce = (summary.rps * requestMs) / 1000;
    if (waitMs < leastWaitMs || summary.p50Ms < leastFactor * requestMs || atOnce > load.connections / 2) return [];
    const inDatabase = (databaseShare(subject) ?? 0) >= databaseMatters;
    return [
      clueOf(subject, {
        cure: inDatabase ? 'database' : 'elsewhere',
        inDatabase,
        atOnce,
        severity: 'LOW',
        figure: `${formatMs(requestMs)} alone, ${formatMs(summary.p50Ms)} with ${load.connections} connections at ${formatRate(summary.rps)}, while the server used ${formatCores(cores)}`,
        costMs: waitMs,
      }),
    ];
  },
  word: ([{ inDatabase, atOnce }]) => ({
    title: inDatabase
      ? 'Look at the connection pool and at locks: requests wait for the database'
      : 'Look for what requests wait for: the server has time, and they take their turn',
    advice: `It serves about ${Math.max(1, Math.round(atOnce))} at once. ${
      inDatabase
        ? 'Compare that with the size of the connection pool; where the database itself is at its limit, a larger pool only moves the queue.'
        : 'A lock, a pool with few places, another service that answers one at a time, or a machine that is busy with something else are the usual reasons.'
    }`,
    code: null,
  }),
};
