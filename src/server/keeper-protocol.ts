/** Between the profiler and the keeper: the small process that owns the launched server, so that it dies with us. */

/** The keeper is told to stop by closing the channel, which is also what happens when the profiler dies. */
export type ToKeeper = { type: 'launch'; command: string; cwd: string; env: Record<string, string> };

export type FromKeeper =
  | { type: 'launched'; pid: number; atMonotonicMs: number }
  | { type: 'not-launched'; message: string }
  | { type: 'line'; text: string }
  | { type: 'exited'; code: number | null; signal: string | null };
