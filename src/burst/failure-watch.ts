/** Decides when a phase has failed so much that going on would only hammer a server that is down. */

import type { BurstPlan } from '../model.ts';

const fewestToJudge = 20;

export class FailureWatch {
  readonly #limits: Pick<BurstPlan, 'stopAtFailureShare' | 'stopAtErrorShare'>;
  #requests = 0;
  #failed = 0;
  #errors = 0;
  #inARow = 0;

  constructor(limits: Pick<BurstPlan, 'stopAtFailureShare' | 'stopAtErrorShare'>) {
    this.#limits = limits;
  }

  /**
   * Why the burst should end now, if it should. A share of at least 20 requests ends it. So does a row of failures
   * without one answer between, of at least 20 and twice the connections: a server that dies late in a phase would need
   * thousands of them to reach a share. Errors are failures, and answers with a status from 400 up.
   */
  add(failed: boolean, status: number, connections: number): 'too-many-failures' | 'too-many-errors' | null {
    this.#requests++;
    this.#inARow = failed ? this.#inARow + 1 : 0;
    if (!failed && status < 400) return null;
    this.#errors++;
    if (failed) this.#failed++;
    if (failed && this.#inARow >= Math.max(fewestToJudge, 2 * connections)) return 'too-many-failures';
    if (this.#requests < fewestToJudge) return null;
    const { stopAtFailureShare, stopAtErrorShare } = this.#limits;
    if (failed && this.#failed / this.#requests >= stopAtFailureShare) return 'too-many-failures';
    return stopAtErrorShare !== null && this.#errors / this.#requests >= stopAtErrorShare ? 'too-many-errors' : null;
  }

  /** True when a phase, however short, has had no answer at all. */
  get nothingAnswered(): boolean {
    return this.#requests > 0 && this.#failed === this.#requests;
  }
}
