import type { Readable } from 'node:stream';

export declare const root: string;
export declare function say(line: string): void;

export interface StartOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  stdio?: 'inherit' | 'pipe';
}

export interface Running {
  /** Null unless `stdio` is `pipe`. */
  stdout: Readable | null;
  stderr: Readable | null;
  exited: Promise<number>;
  stop(): Promise<number>;
}

export interface RunOptions extends StartOptions {
  /** None: as long as it takes. */
  timeoutMs?: number;
  quiet?: boolean;
}

export declare function start(command: string, args: string[], options?: StartOptions): Running;
export interface Finished {
  code: number;
  timedOut: boolean;
  /** Empty unless `quiet`. */
  output: string;
}

export declare function run(command: string, args: string[], options: RunOptions): Promise<Finished>;
export declare function mustRun(command: string, args: string[], options: RunOptions): Promise<string>;
