import type { FileImports, RouteCompletions, ScanResult, ScanScope } from '../model.ts';

/** What is left out stays as it was at the last scan of this root. */
export interface ScanSettings {
  completions?: RouteCompletions | undefined;
  scope?: ScanScope | undefined;
  /** Files as they stand in the editor, by path relative to the root; null: as they are on disk. */
  texts?: ReadonlyMap<string, string | null> | undefined;
}

interface Cancellable {
  id: number;
  /** Shared memory: its first element becomes 1 when the request is cancelled, which is seen without a message. */
  cancelled: Int32Array;
}

/** What the extension or the command line asks of the scan worker. `id` is the caller's, and comes back in the answers. */
export type ScanRequest =
  | ({ kind: 'scan'; root: string } & ScanSettings & Cancellable)
  | ({ kind: 'update'; root: string; file: string; text: string | null } & Cancellable)
  /** Which files need which, as of the last scan of this root. */
  | ({ kind: 'imports'; root: string } & Cancellable)
  /** Ends the request of the same id; it is answered with `failed`, unless its result was already on the way. */
  | { kind: 'cancel'; id: number };

export type ScanReply =
  | { kind: 'progress'; id: number; done: number; total: number }
  | { kind: 'result'; id: number; result: ScanResult }
  | { kind: 'imports'; id: number; imports: FileImports }
  | { kind: 'failed'; id: number; message: string };
