/** What the suite inside the extension host leaves for the script that started it. */

export interface HostResults {
  tests: HostTest[];
  benchmarks: Benchmark[];
}

export interface HostTest {
  name: string;
  ms: number;
  /** With its stack; null when the test passed. */
  error: string | null;
}

/** A figure to print, never a reason to fail. */
export interface Benchmark {
  name: string;
  value: number;
  unit: 'ms';
}

/** Test names and what they do; `report` takes a figure. Tests run in this order. */
export type Suite = Record<string, (report: (benchmark: Benchmark) => void) => Promise<void>>;
