/** More rounds for an endpoint of which the first ones do not tell whether it is slower than its baseline. */

import { joinRecordings } from '../measure/join-recordings.ts';
import type { Recording } from '../model.ts';
import type { Alone } from './alone.ts';
import { judgeRounds, type Loaded } from './result.ts';
import type { ProfileRun } from './run.ts';

/** Once, and no more than this: whoever waits knows how long it takes at the most. */
const bounds = { timesAsMany: 2, ms: 6_000 };

/** The recording, with further rounds behind it where these would probably tell and `take` brings them all. */
export async function settled(
  first: Recording,
  loaded: Pick<Loaded, 'load' | 'workMs'>,
  alone: Alone,
  run: ProfileRun,
  take: (rounds: number) => Promise<Recording>,
): Promise<Recording> {
  const verdict = judgeRounds(alone, { ...loaded, rounds: first }, run);
  if (verdict.state !== 'inconclusive' || verdict.moreRounds === null || run.signal.aborted) return first;
  const { rounds, roundMs } = loaded.load;
  const most = Math.floor(Math.min(bounds.timesAsMany * rounds, bounds.ms / roundMs));
  if (most < 1) return first;
  const more = await take(Math.min(verdict.moreRounds, most));
  return more.ended === 'completed' ? joinRecordings(first, numberedFrom(rounds + 1, more)) : first;
}

/** The rounds are counted on; a second warm-up stays one. */
function numberedFrom(number: number, recording: Recording): Recording {
  let next = number;
  const phases = recording.phases.map((phase) =>
    phase.kind === 'round' ? { ...phase, name: `round ${next++}` } : phase,
  );
  return { ...recording, phases };
}
