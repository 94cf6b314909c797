import { describe, expect, it } from 'vitest';
import { type HttpEvidence, httpBehaviour } from '../../../src/measure/http-behaviour.ts';
import { scriptedRecording, withLatencies } from '../../support/recording.ts';

const probesWith = (headers: Record<string, string>, latenciesMs = [20, 2, 3, 4]) =>
  scriptedRecording({
    phases: [{ kind: 'probe', durationMs: 100, samples: withLatencies(latenciesMs) }],
    heads: [{ status: 200, headers }],
  });

const behaviour = (rest: Partial<HttpEvidence> = {}) => {
  const probes = rest.probes ?? probesWith({});
  return httpBehaviour({ probes, conditional: null, encodings: [], recording: probes, ...rest });
};

describe('the first call', () => {
  it('stands against the median of the later ones', () => {
    expect(behaviour()).toMatchObject({ firstCallMs: 20, laterCallsMs: 3 });
  });

  it('stands for itself where there was no later one', () => {
    expect(behaviour({ probes: probesWith({}, [7]) })).toMatchObject({ firstCallMs: 7, laterCallsMs: 7 });
  });
});

describe('a cache on the way', () => {
  it.each([
    ['x-cache', 'HIT'],
    ['cache-status', 'ExampleCache; hit; ttl=376'],
    ['cf-cache-status', 'DYNAMIC'],
    ['x-cache-status', 'MISS'],
    ['x-nextjs-cache', 'STALE'],
    ['x-vercel-cache', 'PRERENDER'],
    ['x-proxy-cache', 'EXPIRED'],
  ])('speaks by %s', (name, value) => {
    expect(behaviour({ probes: probesWith({ [name]: value }) }).cacheStatus).toBe(`${name}: ${value}`);
  });

  it('is not what only looks like one', () => {
    const headers = { 'cache-control': 'no-store', 'x-cache-key': 'a', 'x-dns-prefetch-control': 'off' };
    expect(behaviour({ probes: probesWith(headers) }).cacheStatus).toBeNull();
  });

  it('has its hits and misses counted over the rounds alone', () => {
    const recording = scriptedRecording({
      phases: (['warm-up', 'round'] as const).map((kind) => ({
        kind,
        durationMs: 100,
        samples: withLatencies([1, 1, 1, 1]),
      })),
    });
    expect(behaviour({ recording }).cache).toBeNull();
    recording.samples.cache.set([2, 2, 2, 2, 1, 1, 2, 0]);
    expect(behaviour({ recording }).cache).toEqual({ hits: 2, misses: 1 });
  });
});
