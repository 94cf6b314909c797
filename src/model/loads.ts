/** What load is put on an endpoint: the default burst, or a named profile. */

import type { Pace } from './bursts.ts';
import type { HttpRequest } from './requests.ts';

/** A load as the config or a built-in profile describes it, checked and with its defaults. */
export type Load = PhasedLoad | SweepLoad | RestartLoad;

/** Phases one after the other: `smoke`, `load`, `stress`, `spike`, `endurance`, and most of what people write. */
export interface PhasedLoad {
  kind: 'phases';
  /** At least one is counted. */
  phases: LoadPhase[];
  /** Endpoint (`GET /users/{id}`) → its share of the requests, in any unit; null: the chosen endpoint alone. */
  mix: Record<string, number> | null;
  /** A CSV or JSON file, relative to the workspace folder, whose rows fill `${data:column}`; null: none. */
  data: string | null;
  setUp: SetUp | null;
  /** Ends early once this share of the answers are errors, statuses from 400 up included; null: never. */
  stopAtErrorShare: number | null;
}

export interface LoadPhase {
  name: string;
  pace: Pace;
  durationMs: number;
  /** False for a warm-up: it has a result of its own, and is left out of the whole's figures. */
  counted: boolean;
}

/** A request that is sent once before the load; what it answers feeds the others as `${setUp:name}`. */
export interface SetUp {
  method: string;
  /** Below the server's address. */
  path: string;
  headers: Record<string, string>;
  body: HttpRequest['body'];
  /** Name → where it stands in the answer's JSON body, as a dotted path: `data.token`. */
  take: Record<string, string>;
}

/** Concurrency doubled until throughput stops growing. */
export interface SweepLoad {
  kind: 'sweep';
  /** Never more users than this. */
  maxUsers: number;
  stepMs: number;
}

/** The launched server is restarted that many times, for the spread of its cold starts. */
export interface RestartLoad {
  kind: 'restarts';
  times: number;
}

/** What a load may ask for at most: it measures a server of one's own, and ends in time. */
export const loadBounds = { users: 1_000, ratePerS: 100_000, totalS: 3_600, phases: 100, endpoints: 100, restarts: 20 };

/** Users of a sweep's steps: 1, 2, 4 … and at the end the most that are allowed. */
export function sweepSteps(maxUsers: number): number[] {
  const doublings = Math.ceil(Math.log2(maxUsers));
  return [...Array.from({ length: doublings }, (_, step) => 2 ** step), maxUsers];
}

/** How long it puts load on a server at most; null where that depends on how fast the server starts. */
export function longestMs(load: Load): number | null {
  switch (load.kind) {
    case 'phases':
      return load.phases.reduce((sum, { durationMs }) => sum + durationMs, 0);
    case 'sweep':
      return sweepSteps(load.maxUsers).length * load.stepMs;
    case 'restarts':
      return null;
    default:
      return load satisfies never;
  }
}
