/**
 * How much memory does the longest burst that is allowed take in its process, against a burst of a thousand requests?
 * Its server answers at once, inside the process. `node test/bench/recording-memory.ts [requests]`; about ten seconds.
 */

import { performance } from 'node:perf_hooks';
import type { HttpClient } from '../../src/burst/connection.ts';
import { runBurst } from '../../src/burst/engine.ts';
import { burstOf, closedLoop } from '../../src/burst/plans.ts';
import type { Surroundings } from '../../src/burst/surroundings.ts';

const request = { method: 'GET', url: 'http://127.0.0.1/', headers: {}, body: null };
const plan = burstOf(
  request,
  [
    {
      kind: 'round',
      name: 'round',
      pace: closedLoop(10),
      durationMs: 3_600_000,
      maxRequests: Number.POSITIVE_INFINITY,
    },
  ],
  { transport: { ca: null, acceptAnyCertificate: false, http2: false }, workers: 1 },
);
const most = Number(process.argv[2] ?? plan.maxRequests);

await burst(1000);
const before = process.memoryUsage();
let peakBytes = 0;
const watch = setInterval(() => {
  peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
}, 20);
const startedMs = performance.now();
const { samples, ended } = await burst(most);
clearInterval(watch);
const rss = Math.max(peakBytes, process.memoryUsage.rss()) - before.rss;
const seconds = (performance.now() - startedMs) / 1000;
console.log(
  `${samples.count} requests (${ended}) in ${seconds.toFixed(1)} s: ${(rss / 1e6).toFixed(1)} MB more than before`,
);

function burst(maxRequests: number) {
  const options = { signal: new AbortController().signal, stagger: 0, onProgress: () => {} };
  return runBurst({ ...plan, maxRequests }, options, surroundings());
}

function surroundings(): Surroundings {
  const startMs = performance.now();
  return {
    clock: { startedAtMonotonicMs: 0, nowMs: () => performance.now() - startMs },
    loopTimes: () => performance.eventLoopUtilization(),
    random: Math.random,
    alarm: () => ({ set() {}, clear() {} }),
    openClient: (_, onConnect) => answering(() => onConnect('1.1')),
  };
}

function answering(onConnect: () => void): HttpClient {
  const headers = { 'content-type': 'text/plain' };
  const body = Buffer.from('ok');
  let connected = false;
  return {
    dispatch(_, handler) {
      if (!connected) onConnect();
      connected = true;
      handler.onRequestStart?.(null as never, null);
      setImmediate(() => {
        handler.onResponseStart?.(null as never, 200, headers);
        handler.onResponseData?.(null as never, body);
        handler.onResponseEnd?.(null as never, {});
      });
      return true;
    },
    destroy: async () => {},
  };
}
