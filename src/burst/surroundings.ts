/** What the engine takes from the process that it runs in. */

import { performance } from 'node:perf_hooks';
import type { Transport } from '../model.ts';
import { type Alarm, type AlarmCalls, PreciseAlarm } from './alarm.ts';
import { type Clock, startClock } from './clock.ts';
import { clientOpener, type OpenClient } from './transport.ts';

/** Milliseconds that the event loop has been busy and idle since it started. */
export interface LoopTimes {
  active: number;
  idle: number;
}

/** A test scripts them. */
export interface Surroundings {
  clock: Clock;
  loopTimes(): LoopTimes;
  /** Uniform in [0, 1). */
  random(): number;
  alarm(calls: AlarmCalls): Alarm;
  openClient: OpenClient;
}

export function processSurroundings(transport: Transport): Surroundings {
  const clock = startClock();
  const alarms: PreciseAlarm[] = [];
  return {
    clock,
    loopTimes() {
      const { active, idle } = performance.eventLoopUtilization();
      const waited = alarms.reduce((sum, { waitedMs }) => sum + waitedMs, 0);
      return { active: active - waited, idle: idle + waited };
    },
    random: Math.random,
    alarm(calls) {
      const alarm = new PreciseAlarm(clock.nowMs, calls);
      alarms.push(alarm);
      return alarm;
    },
    openClient: clientOpener(transport),
  };
}
