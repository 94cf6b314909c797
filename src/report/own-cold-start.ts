import type { ColdStart } from '../model.ts';

/** The endpoint's own cold start: its first call, else its first requests on new connections. Not the server's. */
export const ownColdStart = (cold: ColdStart[]): ColdStart | undefined =>
  cold.find(({ kind }) => kind === 'route') ?? cold.find(({ kind }) => kind === 'connection');
