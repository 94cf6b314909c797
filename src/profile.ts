/** From a route in a source file to an honest verdict on its speed: the stages in their order. Knows no user interface. */

import type { Endpoint, EndpointId, MeasuredProfile, Profile, ProfileProgress } from './model.ts';

export interface BurstSettings {
  connections: number;
  rounds: number;
  roundMs: number;
}

export const defaultBurst: BurstSettings = { connections: 10, rounds: 6, roundMs: 500 };

export interface RunOptions {
  signal: AbortSignal;
  onProgress(endpoint: Endpoint, progress: ProfileProgress): void;
  onProfile(profile: Profile): void;
  burst: BurstSettings;
  /** Endpoints whose request the person has agreed to just now, for this run (changes data, or leaves this machine). */
  agreed: ReadonlySet<EndpointId>;
}

export interface Profiler {
  /** Starts the API (or uses the one that answers), profiles one after the other, stops what it started. */
  run(endpoints: Endpoint[], options: RunOptions): Promise<Profile[]>;
  /** Returns the file it wrote, absolute. */
  saveBaseline(profile: MeasuredProfile): Promise<string>;
  /** Ends a run under way and everything that it started. */
  dispose(): Promise<void>;
}

export interface ProfilerOptions {
  /** The workspace folder, absolute. */
  root: string;
  /** Where the bundles of workers and child processes lie, absolute. */
  distDir: string;
  env: Record<string, string | undefined>;
  /** Lines of the launched server. */
  onServerLog(line: string): void;
  /** Lines for the person who files a bug: causes, stacks. Never parameter values. */
  log(line: string): void;
}

export function createProfiler(_options: ProfilerOptions): Profiler {
  throw new Error('under construction');
}
