import type { MeasuredProfile } from '../../model.ts';
import { formatCores, formatRate, plural } from '../format.ts';
import { kneeWords } from '../scaling-wording.ts';
import { withoutStop } from '../sentence.ts';
import { busiestCores, idleCores, isGeneratorsFault, oneCore } from './load-on.ts';
import { type Clue, clueOf, type Rule, type Subject } from './rule.ts';
import { databaseShare } from './statements.ts';

interface CapacityClue extends Clue {
  advice: string;
  limit: string;
}

/** So much less than at the knee: more users make it worse, not only slower. Two steps differ by a tenth on their own. */
const declineShare = 0.25;
/** Below that much of the rate that was asked for, the load is not borne at all. */
const reachedShare = 0.9;
const databaseMatters = 0.5;

/** The server is at its limit: a sweep has a knee, or a rate was asked for that it did not reach. */
export const capacity: Rule<CapacityClue> = {
  kind: 'raise-capacity',
  find: (subject) => (isGeneratorsFault(subject.profile) ? [] : [...atKnee(subject), ...belowRate(subject)]),
  word: ([{ endpoint, limit, advice }]) => ({
    title: `Mind the limit of ${endpoint}: ${limit}`,
    advice,
    code: null,
  }),
};

function atKnee(subject: Subject): CapacityClue[] {
  const { scaling } = subject.profile;
  const knee = scaling?.steps.find(({ users }) => users === scaling.kneeUsers);
  const last = scaling?.steps.at(-1);
  if (!scaling || !knee || !last) return [];
  const declines = last.rps <= (1 - declineShare) * knee.rps;
  const after = declines ? ` With ${plural(last.users, 'user')} it was down to ${formatRate(last.rps)}.` : '';
  const queue = declines
    ? ` Let no more than about ${plural(knee.users, 'request')} in at once, and queue the rest.`
    : '';
  return [
    clueOf(subject, {
      cure: subject.id,
      severity: declines ? 'MEDIUM' : 'LOW',
      figure: withoutStop(`${kneeWords(scaling)}${after}${coresWords(subject.profile)}`),
      limit: `${formatRate(knee.rps)} with ${plural(knee.users, 'user')}`,
      advice: `${reasonWords(subject)}${queue}`,
    }),
  ];
}

function belowRate(subject: Subject): CapacityClue[] {
  const { warnings } = subject.profile;
  return warnings.flatMap((warning) => {
    if (warning.kind !== 'rate-not-reached') return [];
    const { offeredPerS, reachedPerS, unsent } = warning;
    return [
      clueOf(subject, {
        cure: subject.id,
        severity: reachedPerS < reachedShare * offeredPerS ? 'HIGH' : 'MEDIUM',
        figure: withoutStop(
          `${formatRate(offeredPerS)} were asked for, ${formatRate(reachedPerS)} were reached; ${plural(unsent, 'request')} could not be sent in time.${coresWords(subject.profile)}`,
        ),
        limit: formatRate(reachedPerS),
        advice: reasonWords(subject),
      }),
    ];
  });
}

function coresWords(profile: MeasuredProfile): string {
  const cores = busiestCores(profile);
  return cores === null ? '' : ` The server used ${formatCores(cores)} then.`;
}

function reasonWords(subject: Subject): string {
  const cores = busiestCores(subject.profile);
  if (cores === null)
    return 'What it took of the processor is not known: profile a server that is started here to see.';
  if (cores >= oneCore.from && cores <= oneCore.to)
    return 'One core is busy all the time: one thread does the work. Run several processes, or take work off that thread.';
  if (cores > oneCore.to)
    return 'It is the processor that is short: make the handler cheaper, or run it on more cores.';
  if (cores >= idleCores) return 'The processor is nearly used up: make the handler cheaper first.';
  return (databaseShare(subject) ?? 0) >= databaseMatters
    ? 'The server itself has time left, and most of a request is spent in the database: look at its statements, the size of the connection pool, and locks.'
    : 'The server itself has time left: look for a lock, a pool with few places, a service that it waits for, or something else that keeps this machine busy.';
}
