/** What to keep in mind about figures, and why some are missing, in words. */

import type { NoSqlReason, ProfileWarning } from '../model.ts';
import { formatCount, formatMs, formatRate, formatShare, plural } from './format.ts';

export function warningWords(warning: ProfileWarning): string {
  switch (warning.kind) {
    case 'errors':
      return `${plural(warning.count, 'request')} (${formatShare(warning.share)}) failed; the first with: ${warning.first}.`;
    case 'redirected':
      return `${plural(warning.count, 'answer')} (${formatShare(warning.share)}) only redirect${warning.to === null ? '' : ` to ${warning.to}`}. Redirects are not followed: profile what they lead to, or give the request what it lacks (a cookie, a header, a slash at the end).`;
    case 'few-samples':
      return `${formatCount(warning.count)} requests are few for ${warning.percentile}: take it as a hint.`;
    case 'generator-saturated':
      return `The load generator itself was busy ${formatShare(warning.utilisation)} of the time: the endpoint may be faster than shown. Give it more workers, or ask for less load.`;
    case 'rate-not-reached':
      return `${formatRate(warning.offeredPerS)} were asked for, ${formatRate(warning.reachedPerS)} were sent: ${unsentWords(warning.unsent)}. The waiting is part of the latencies.`;
    case 'generator-late':
      return `One request in a hundred was sent ${formatMs(warning.p99LagMs)} or more after it was due, by the load generator’s own fault, and that is part of the latencies. Was the machine busy with something else? Otherwise give it more workers, up to the cores that are free, or ask for less load.`;
    case 'generator-held-up':
      return `The load generator itself stood still for ${formatMs(warning.totalMs)} in all, up to ${formatMs(warning.longestMs)} at a time, as it does when the machine is busy with something else: slow requests look slower by that.`;
    case 'stall-hidden':
      return `For ${formatMs(warning.longestMs)} no answer came, though requests were under way. In a closed loop nobody else sends meanwhile: about ${plural(warning.missed, 'request')} that would have met this stall are missing from the percentiles. A load with a rate shows them.`;
    case 'resent':
      return `${plural(warning.count, 'request')} had to be sent again, because the server closed an idle connection just then: each counts once, without the first try.`;
    case 'assumed-sample':
      return `“${warning.value}” was assumed for ${warning.parameter}: nobody gave a sample value.`;
    case 'partial':
      return `${endWords[warning.reason]}${warning.detail ? ` (${warning.detail})` : ''}.`;
    case 'server-ended':
      return `The server ended by itself while it was profiled: ${warning.how}.`;
    case 'tap-restarted':
      return `What records the SQL ended unexpectedly and was started again, ${warning.times === 1 ? 'once' : `${warning.times} times`}. That cut the server’s database connections: slow or failed requests can come from it. Run again; the log says more.`;
    case 'no-sql': {
      const { message, nextStep } = noSqlWords(warning.reason);
      return `${message} ${nextStep}`;
    }
    default:
      return warning satisfies never;
  }
}

const unsentWords = (unsent: number): string =>
  unsent === 0 ? 'requests were sent late' : `${plural(unsent, 'request')} could not be sent in time`;

const endWords: Record<Extract<ProfileWarning, { kind: 'partial' }>['reason'], string> = {
  cancelled: 'The run was cancelled; this is what was measured until then',
  'too-many-failures': 'The run ended early because too many requests got no answer',
  'too-many-errors': 'The run ended early because the share of errors passed its bound',
  'request-limit':
    'The run ended early because one run records no more requests than that; a shorter one, or one with a rate, is over before',
};

/** Why there is no SQL, and what brings it. */
export function noSqlWords(reason: NoSqlReason): { message: string; nextStep: string } {
  switch (reason.kind) {
    case 'no-database-configured':
      return {
        message: 'No database is configured, so no SQL was recorded.',
        nextStep: 'Name it under database.url in the configuration, and its variable under database.env.',
      };
    case 'switched-off':
      return { message: 'Recording SQL was switched off for this run.', nextStep: 'Run again without that switch.' };
    case 'server-not-launched-here':
      return {
        message: 'The server was already running, so its database connections could not be recorded.',
        nextStep: 'Stop it and profile again: the profiler then starts it with server.command from the configuration.',
      };
    case 'nothing-passed-the-tap':
      return {
        message: 'The server opened no database connection that could be recorded.',
        nextStep:
          'If it uses the database, name the variables that lead it there under database.env: the one that holds its postgres:// address, or those of its host and port. An address that stands in the code cannot be recorded.',
      };
    case 'host-not-allowed':
      return {
        message: `The database is on ${reason.host}, which is not this machine, so nothing was recorded.`,
        nextStep: 'Use a local database.',
      };
    case 'tap-failed':
      return {
        message: `Recording the SQL failed: ${reason.message}`,
        nextStep: reason.nextStep ?? 'The latencies are not affected. Look at the log and profile again.',
      };
    case 'cancelled':
      return { message: 'The run was cancelled before the SQL was known.', nextStep: 'Profile again.' };
    default:
      return reason satisfies never;
  }
}
