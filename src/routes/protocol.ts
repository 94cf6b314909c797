import type { RouteCompletions, ScanResult } from '../model.ts';

/** What the extension or the command line asks of the scan worker. `id` is the caller's, and comes back in the answers. */
export type ScanRequest =
  | { kind: 'scan'; id: number; root: string; completions?: RouteCompletions | undefined }
  | { kind: 'update'; id: number; root: string; file: string; text: string | null }
  /** Ends the request of the same id; it is answered with `failed`, unless its result was already on the way. */
  | { kind: 'cancel'; id: number };

export type ScanReply =
  | { kind: 'progress'; id: number; done: number; total: number }
  | { kind: 'result'; id: number; result: ScanResult }
  | { kind: 'failed'; id: number; message: string };
