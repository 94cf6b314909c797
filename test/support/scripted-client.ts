/** A stand-in for the network under the burst engine: answers on vitest's fake timers, so that latencies are exact. */

import type { Alarm } from '../../src/burst/alarm.ts';
import type { Clock } from '../../src/burst/clock.ts';
import { RequestTimeout } from '../../src/burst/failures.ts';
import type { Surroundings } from '../../src/burst/surroundings.ts';

export type ScriptedAnswer =
  | { afterMs: number; status: number; headers?: Record<string, string>; body?: string; closes?: true }
  | { afterMs: number; error: Error }
  | 'never'
  | 'refused';

export interface ScriptedNetwork extends Surroundings {
  /** Requests that have been dispatched. */
  requests: number;
  /** Of each request, in order. */
  paths: string[];
  openClients: number;
}

/** `answer` is asked with the number of each request, from 0. */
export function scriptedNetwork(answer: (request: number) => ScriptedAnswer): ScriptedNetwork {
  const startMs = performance.now();
  const network: ScriptedNetwork = {
    requests: 0,
    paths: [],
    openClients: 0,
    clock: { startedAtMonotonicMs: 1000, nowMs: () => performance.now() - startMs },
    loopTimes: () => ({ active: performance.now() * 0.25, idle: performance.now() * 0.75 }),
    random: () => 0.5,
    alarm: ({ ring }) => scriptedAlarm(network.clock, ring),
    openClient(_, onConnect) {
      network.openClients++;
      let connected = false;
      let fail: (error: Error) => void = () => {};
      let timer: NodeJS.Timeout | undefined;
      return {
        dispatch({ path }, handler) {
          network.paths.push(path);
          const scripted = answer(network.requests++);
          const end = (event: () => void) => {
            clearTimeout(timer);
            fail = () => {};
            event();
          };
          fail = (error) => end(() => handler.onResponseError?.(null as never, error));
          if (scripted === 'refused') {
            timer = setTimeout(() => fail(Object.assign(new Error('no one listens'), { code: 'ECONNREFUSED' })), 0);
            return true;
          }
          if (!connected) onConnect('1.1');
          connected = true;
          handler.onRequestStart?.(null as never, null);
          if (scripted === 'never') return true;
          if ('error' in scripted) {
            timer = setTimeout(() => fail(scripted.error), scripted.afterMs);
            return true;
          }
          timer = setTimeout(() => {
            handler.onResponseStart?.(null as never, scripted.status, scripted.headers ?? {});
            if (scripted.body) handler.onResponseData?.(null as never, Buffer.from(scripted.body));
            if (scripted.closes) connected = false;
            end(() => handler.onResponseEnd?.(null as never, {}));
          }, scripted.afterMs);
          return true;
        },
        async destroy(error) {
          network.openClients--;
          queueMicrotask(() => fail(error ?? new RequestTimeout(0)));
        },
      };
    },
  };
  return network;
}

/** Rings on the fake timers, which know whole milliseconds only. */
function scriptedAlarm(clock: Clock, ring: () => void): Alarm {
  let timer: NodeJS.Timeout | undefined;
  return {
    set(atMs) {
      clearTimeout(timer);
      timer = setTimeout(ring, Math.ceil(atMs - clock.nowMs()));
    },
    clear: () => clearTimeout(timer),
  };
}
