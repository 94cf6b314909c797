/** Calls `send` at once, then at most every `intervalMs`, and always with what came last. */

import type { Disposable } from './emitter.ts';

export interface Throttle extends Disposable {
  request(): void;
  /** Sends now; an earlier request is thereby done. */
  now(): void;
}

export function throttle(send: () => void, intervalMs: number): Throttle {
  let timer: NodeJS.Timeout | null = null;
  let asked = false;
  const pause = () => {
    timer = setTimeout(() => {
      timer = null;
      if (asked) now();
    }, intervalMs);
  };
  const now = () => {
    asked = false;
    if (timer) clearTimeout(timer);
    pause();
    send();
  };
  return {
    now,
    request() {
      if (timer) asked = true;
      else now();
    },
    dispose() {
      asked = false;
      if (timer) clearTimeout(timer);
      timer = null;
    },
  };
}
