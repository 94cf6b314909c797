/** Wakes at a moment to within some tens of microseconds, where Node's own timers come a millisecond early or late. */

export interface Alarm {
  /** Rings once at that time on the burst's clock; a time that was set before is forgotten. */
  set(atMs: number): void;
  clear(): void;
}

export interface AlarmCalls {
  ring(): void;
  /** For how long the network may go unheeded while the moment is near: 0 where an answer may come at any time. */
  restMs(): number;
}

/** A timer of Node's is trusted until that long before the moment. */
const coarseMs = 1.2;
/** How late a sleeping thread wakes. */
const slackMs = 0.1;
/** On Windows a thread can only sleep whole milliseconds, often many more: it does not sleep at all for less than one. */
const longestRestMs = 0.9;
/** A turn of the event loop that is shorter than that has done nothing but wait. */
const emptyTurnMs = 0.02;

/**
 * Far from the moment it is a timer; near to it, turns of the event loop with sleep between them where nothing can be
 * missed. That waiting looks like work to Node, so it is counted (`waitedMs`), to be taken off the loop's busy time.
 */
export class PreciseAlarm implements Alarm {
  waitedMs = 0;
  readonly #nowMs: () => number;
  readonly #calls: AlarmCalls;
  readonly #sleeper = new Int32Array(new SharedArrayBuffer(4));
  #atMs = Number.NaN;
  #lastTurnMs = Number.NaN;
  #timeout: NodeJS.Timeout | undefined;
  #immediate: NodeJS.Immediate | undefined;

  constructor(nowMs: () => number, calls: AlarmCalls) {
    this.#nowMs = nowMs;
    this.#calls = calls;
  }

  set(atMs: number): void {
    if (atMs === this.#atMs) return;
    this.clear();
    this.#atMs = atMs;
    this.#wait();
  }

  clear(): void {
    clearTimeout(this.#timeout);
    clearImmediate(this.#immediate);
    this.#atMs = Number.NaN;
    this.#lastTurnMs = Number.NaN;
  }

  #wait = (): void => {
    const leftMs = this.#atMs - this.#nowMs();
    if (leftMs >= coarseMs + 1) this.#timeout = setTimeout(this.#wait, leftMs - coarseMs);
    else this.#immediate = setImmediate(this.#turn);
  };

  #turn = (): void => {
    const nowMs = this.#nowMs();
    if (nowMs - this.#lastTurnMs < emptyTurnMs) this.waitedMs += nowMs - this.#lastTurnMs;
    const leftMs = this.#atMs - nowMs;
    if (leftMs <= 0) {
      this.clear();
      this.#calls.ring();
      return;
    }
    this.#lastTurnMs = this.#sleep(nowMs, leftMs);
    this.#immediate = setImmediate(this.#turn);
  };

  /** Returns the time afterwards. */
  #sleep(nowMs: number, leftMs: number): number {
    const restMs = Math.min(leftMs - slackMs, this.#calls.restMs(), longestRestMs);
    if (restMs <= 0) return nowMs;
    Atomics.wait(this.#sleeper, 0, 0, restMs);
    const wokenMs = this.#nowMs();
    this.waitedMs += wokenMs - nowMs;
    return wokenMs;
  }
}
