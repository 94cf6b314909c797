/** Which load a run puts on its endpoints, as the editor and the command line choose it. */

import type { LoadOverrides } from '../burst/load-size.ts';
import { checkRounds, type RoundSettings } from '../burst/plans.ts';
import { UserError } from '../model.ts';

export interface LoadChoice {
  /** A load profile of the config, or a built-in one; null: the default burst. */
  name: string | null;
  /** Of the default burst. */
  burst: RoundSettings;
  /** Of a load profile. */
  overrides: LoadOverrides;
  /** Threads that share the load. */
  workers: number;
  /** Ends a burst early once this share of the answers are errors, statuses from 400 up included; null: never. */
  stopAtErrorShare: number | null;
  /** Of the default burst: takes more rounds, up to a bound, where these do not tell whether it is slower. */
  settle: boolean;
}

export const defaultBurst: RoundSettings = { connections: 10, ratePerS: null, rounds: 12, roundMs: 250 };

export const defaultLoad: LoadChoice = {
  name: null,
  burst: defaultBurst,
  overrides: { connections: null, durationS: null, ratePerS: null },
  workers: 1,
  stopAtErrorShare: null,
  settle: true,
};

const mostWorkers = 16;

/** Throws a `UserError` for a load that would measure nothing, or never end. */
export function checkLoad({ burst, workers, stopAtErrorShare }: LoadChoice): void {
  checkRounds(burst);
  const given = (what: string, value: number) =>
    new UserError({ message: `${what}: ${value} was given.`, nextStep: 'Correct that number where the load is set.' });
  if (!Number.isInteger(workers) || workers < 1 || workers > mostWorkers) {
    throw given(`A burst takes 1 to ${mostWorkers} workers, in whole numbers`, workers);
  }
  if (stopAtErrorShare !== null && !(stopAtErrorShare > 0 && stopAtErrorShare <= 1)) {
    throw given('The share of errors at which a burst stops lies above 0 and up to 1', stopAtErrorShare);
  }
}
