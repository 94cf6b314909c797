/** What drives the requests of one phase, and what it is given for that. */

import type { Connection } from './connection.ts';

export interface PhaseLoop {
  /** Resolves when the last request of the phase has ended, or at once on `stop`. */
  readonly finished: Promise<void>;
  /** Requests that were due and could not be sent before the phase was over. */
  readonly unsent: number;
  start(): void;
  /** To be called with each connection that has become free. */
  next(connection: Connection, failed: boolean): void;
  /** Sends nothing more; the phase ends with the last answer that is under way. */
  wrapUp(): void;
  /** Sends nothing more and ends the phase; closing the connections is the caller's. */
  stop(): void;
}

export interface PhaseMeans {
  nowMs(): number;
  /** Uniform in [0, 1). */
  random(): number;
  /** The burst's connection of that number, opened where it is new. */
  connection(index: number): Connection;
  /** Connections that are open already. */
  open(): number;
  /** Sends the next request of the mix; `dueMs` on the burst's clock, null: now is when it is due. */
  send(connection: Connection, dueMs: number | null): void;
}
