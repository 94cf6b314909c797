/** Decides when a phase has failed so much that going on would only hammer a server that is down. */

const fewestToJudge = 20;

export class FailureWatch {
  readonly #stopAtShare: number;
  readonly #longestRow: number;
  #requests = 0;
  #failed = 0;
  #inARow = 0;

  /**
   * `stopAtShare` of at least 20 requests ends the burst. So does a row of failures without one answer between, of at
   * least 20 and twice the connections: a server that dies late in a phase would need thousands of them to reach a share.
   */
  constructor(stopAtShare: number, connections: number) {
    this.#stopAtShare = stopAtShare;
    this.#longestRow = Math.max(fewestToJudge, 2 * connections);
  }

  /** True when the burst should end. */
  add(failed: boolean): boolean {
    this.#requests++;
    if (!failed) {
      this.#inARow = 0;
      return false;
    }
    this.#failed++;
    this.#inARow++;
    const share = this.#failed / this.#requests;
    return (this.#requests >= fewestToJudge && share >= this.#stopAtShare) || this.#inARow >= this.#longestRow;
  }

  /** True when a phase, however short, has had no answer at all. */
  get nothingAnswered(): boolean {
    return this.#requests > 0 && this.#failed === this.#requests;
  }
}
