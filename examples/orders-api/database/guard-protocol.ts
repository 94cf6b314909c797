// What a cluster and its guard say to each other, over the IPC channel of `fork`.
// The channel is also the lifeline: when it closes, the guard stops PostgreSQL, deletes the folder and exits.

export type ToGuard =
  | { kind: 'start'; program: string; options: string[]; dataFolder: string; uid?: number; gid?: number }
  | { kind: 'stop' };

export type FromGuard =
  | { kind: 'ready'; processId: number }
  /** The last lines PostgreSQL wrote. */
  | { kind: 'exited'; log: string };
