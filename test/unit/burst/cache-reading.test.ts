import { describe, expect, it } from 'vitest';
import { CacheWatch, readCache } from '../../../src/burst/cache-reading.ts';

describe('a head', () => {
  it.each([
    [{ 'x-cache': 'HIT' }, 'hit'],
    [{ 'x-cache': 'Hit from cloudfront' }, 'hit'],
    [{ 'x-cache': 'Miss from cloudfront' }, 'miss'],
    [{ 'x-cache': 'MISS, HIT' }, 'hit'],
    [{ 'x-cache': ['MISS', 'MISS'] }, 'miss'],
    [{ 'x-cache': 'hit-for-pass' }, 'miss'],
    [{ 'x-cache-status': 'EXPIRED' }, 'miss'],
    [{ 'x-cache-status': 'STALE' }, 'hit'],
    [{ 'cf-cache-status': 'DYNAMIC' }, 'miss'],
    [{ 'cf-cache-status': 'REVALIDATED' }, 'hit'],
    [{ 'x-vercel-cache': 'PRERENDER' }, 'hit'],
    [{ 'cache-status': 'ExampleCache; hit; ttl=30' }, 'hit'],
    [{ 'cache-status': '"Origin"; fwd=uri-miss, "CDN"; fwd=stale' }, 'miss'],
    [{ 'cache-status': '"Origin"; hit, "CDN"; fwd=uri-miss' }, 'hit'],
    [{ age: '12' }, 'hit'],
    [{ age: '12', 'x-cache': 'MISS' }, 'hit'],
    [{ age: '0' }, 'none'],
    [{ age: 'x' }, 'none'],
    [{ 'x-cache': 'Error from cloudfront' }, 'none'],
    [{ 'cache-control': 'max-age=3600' }, 'none'],
    [{}, 'none'],
  ])('%j is a %s', (headers, reading) => {
    expect(['none', 'hit', 'miss'][readCache(headers)]).toBe(reading);
  });
});

describe('watching a burst', () => {
  it('learns from the first heads where to look', () => {
    const watch = new CacheWatch();
    expect(watch.read({})).toBe(0);
    expect(watch.read({ 'x-cache': 'MISS' })).toBe(2);
    for (let head = 0; head < 1000; head++) watch.read({});
    expect(watch.read({ 'x-cache': 'HIT' })).toBe(1);
  });

  it('looks no more once a thousand heads had nothing of it', () => {
    const watch = new CacheWatch();
    for (let head = 0; head < 1000; head++) watch.read({ 'content-type': 'text/plain' });
    expect(watch.read({ age: '3' })).toBe(0);
  });
});
