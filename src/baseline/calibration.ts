/** Tells a slower machine from slower code: a fixed piece of work that has nothing to do with the API, timed. */

import { pbkdf2 } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Calibration } from '../model.ts';
import { middleOf } from './shift.ts';

const hash = promisify(pbkdf2);

/** Native code, so that it is no matter how far the engine has compiled what runs it; about 2.5 ms. */
const work = () => hash('a fixed piece of work', 'for all', 20_000, 32, 'sha256');

/**
 * On all cores at once, up to the number of threads that Node has for such work: a core that another program keeps busy
 * slows it down, as it slows down a server under load. Longer than a time slice of the system all in all.
 */
const threads = Math.min(4, availableParallelism());
const times = 12;
const warmUps = 2;

/** Milliseconds that each took. Only awaits: whoever else runs in this process is not held up. */
export async function timeWork(nowMs: () => number = () => performance.now()): Promise<number[]> {
  const tookMs: number[] = [];
  for (let time = 0; time < warmUps + times; time++) {
    const startMs = nowMs();
    await Promise.all(Array.from({ length: threads }, work));
    tookMs.push(nowMs() - startMs);
    await setImmediate();
  }
  return tookMs.slice(warmUps);
}

export function calibrationOf(tookMs: readonly number[]): Calibration | null {
  if (tookMs.length === 0) return null;
  const sorted = tookMs.toSorted((a, b) => a - b);
  const workMs = middleOf(sorted);
  const quarter = sorted.length >> 2;
  return { workMs, spreadShare: (sorted.at(-1 - quarter)! - sorted[quarter]!) / workMs, times: sorted.length };
}
