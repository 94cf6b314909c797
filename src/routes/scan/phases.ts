export type Phase = 'walk' | 'read' | 'prefilter' | 'parse' | 'link';

/** Adds up how long each part of a scan takes, in milliseconds. What another part needs meanwhile counts as its own. */
export class PhaseTimes {
  readonly ms: Record<Phase, number> = { walk: 0, read: 0, prefilter: 0, parse: 0, link: 0 };
  #inner = 0;

  during<T>(phase: Phase, work: () => T): T {
    const outer = this.#inner;
    this.#inner = 0;
    const startedMs = performance.now();
    try {
      return work();
    } finally {
      const tookMs = performance.now() - startedMs;
      this.ms[phase] += tookMs - this.#inner;
      this.#inner = outer + tookMs;
    }
  }
}
