/** Reads from an answer's head whether a cache on the way gave it. */

/** As in the samples' column. */
export const cacheReading = { none: 0, hit: 1, miss: 2 } as const;

export type CacheReading = (typeof cacheReading)[keyof typeof cacheReading];

export type Headers = Record<string, string | string[] | undefined>;

/** `cache-status` is RFC 9211's; the others are those of nginx, Varnish, Fastly, CloudFront, Cloudflare, Vercel … */
const statusHeaders = [
  'cache-status',
  'x-cache',
  'x-cache-status',
  'cf-cache-status',
  'x-vercel-cache',
  'x-nextjs-cache',
  'x-proxy-cache',
];
const cacheHeaders = [...statusHeaders, 'age'];

/** One hit among several caches is enough. A stale or revalidated answer came from the cache, too. */
const hit = /hit(?!-for)|(?<!fwd=)stale|updating|revalidated|prerender/i;
const miss = /miss|fwd=|expired|bypass|dynamic|pass/i;

/** Header names are lower-case. */
export function readCache(headers: Headers, names: Iterable<string> = cacheHeaders): CacheReading {
  let reading: CacheReading = cacheReading.none;
  for (const name of names) {
    const value = headers[name];
    if (value === undefined) continue;
    const text = String(value);
    if (name === 'age' ? Number.parseFloat(text) > 0 : hit.test(text)) return cacheReading.hit;
    if (name !== 'age' && miss.test(text)) reading = cacheReading.miss;
  }
  return reading;
}

const headsToLearn = 1000;

/** Reads each head of a burst: after the first ones only by the headers that were seen in them, mostly none. */
export class CacheWatch {
  readonly #seen = new Set<string>();
  #heads = 0;

  read(headers: Headers): CacheReading {
    if (this.#heads < headsToLearn) {
      this.#heads++;
      for (const name of cacheHeaders) if (headers[name] !== undefined) this.#seen.add(name);
    }
    return this.#seen.size === 0 ? cacheReading.none : readCache(headers, this.#seen);
  }
}
