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
