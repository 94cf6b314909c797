/** Calls `send` at once, then at most every `intervalMs`, and always with what came last. */

import type { Disposable } from './emitter.ts';

export interface Throttle extends Disposable {
  request(): void;
}

export function throttle(send: () => void, intervalMs: number): Throttle {
  let timer: NodeJS.Timeout | null = null;
  let asked = false;
  const sendAndPause = () => {
    asked = false;
    timer = setTimeout(() => {
      timer = null;
      if (asked) sendAndPause();
    }, intervalMs);
    send();
  };
  return {
    request() {
      if (timer) asked = true;
      else sendAndPause();
    },
    dispose() {
      asked = false;
      if (timer) clearTimeout(timer);
      timer = null;
    },
  };
}
