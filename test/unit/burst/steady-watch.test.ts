import { expect, test } from 'vitest';
import { SteadyWatch } from '../../../src/burst/steady-watch.ts';

/** When it says so, with an answer every so many milliseconds; null: never within 3 s. */
function steadyAfterMs(latencyAt: (ms: number) => number, everyMs = 2): number | null {
  const startMs = 1000;
  const watch = new SteadyWatch(startMs);
  for (let ms = everyMs; ms <= 3000; ms += everyMs) if (watch.add(startMs + ms, latencyAt(ms))) return ms;
  return null;
}

test('half a second is enough for a server that is warm', () => {
  expect(steadyAfterMs(() => 5)).toBe(500);
});

test('a server that grows faster is waited for until it no longer does', () => {
  expect(steadyAfterMs((ms) => 5 + 20 * Math.exp(-ms / 150))).toBeGreaterThanOrEqual(700);
  expect(steadyAfterMs((ms) => (ms < 420 ? 20 : 5))).toBe(700);
});

test('single slow answers do not matter', () => {
  expect(steadyAfterMs((ms) => (ms % 20 === 0 ? 300 : 5))).toBe(500);
});

test('latencies that go on changing are never called steady', () => {
  expect(steadyAfterMs((ms) => (Math.floor(ms / 100) % 2 === 0 ? 5 : 8))).toBeNull();
});

test('so few answers that they cannot tell are not waited for', () => {
  expect(steadyAfterMs((ms) => ms, 25)).toBe(500);
  expect(steadyAfterMs((ms) => ms, 900)).toBe(900);
  const tenEvery200Ms = new SteadyWatch(0);
  const told = [200, 400, 600].map((ms) => Array.from({ length: 10 }, () => tenEvery200Ms.add(ms, 200)).includes(true));
  expect(told).toEqual([false, false, true]);
});
