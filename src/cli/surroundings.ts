/** What a command takes from the process it runs in. */

import type { WriteStream } from 'node:tty';

export interface Surroundings {
  cwd: string;
  /** Where the bundles lie, absolute. */
  distDir: string;
  env: Record<string, string | undefined>;
  stdout: WriteStream;
  stderr: WriteStream;
  /** Aborted by Ctrl+C and SIGTERM. */
  signal: AbortSignal;
}

export const exitCodes = { fine: 0, regression: 1, notMeasured: 2, inconclusive: 3 } as const;
