import { formatCount, formatShare } from '../format.ts';
import { clueOf, type Rule } from './rule.ts';

/** The load asks for the same again and again: only the first should miss. */
const goodShare = 0.8;
const poorShare = 0.5;
/** Fewer answers may all have come while the cache was filled. */
const fewestAnswers = 100;

/** A cache is on the way, and most answers come from behind it. */
export const raiseCacheHits: Rule = {
  kind: 'raise-cache-hits',
  find(subject) {
    const { cache, cacheControl, vary } = subject.profile.http ?? {};
    if (!cache || cache.hits + cache.misses < fewestAnswers) return [];
    const all = cache.hits + cache.misses;
    const share = cache.hits / all;
    if (share >= goodShare) return [];
    const heads = `Cache-Control: ${cacheControl ?? 'not sent'}${vary ? `, Vary: ${vary}` : ''}`;
    return [
      clueOf(subject, {
        cure: 'cache-hits',
        figure: `${formatShare(share)} hits, ${formatCount(cache.hits)} of ${formatCount(all)} answers; ${heads}`,
        severity: share < poorShare ? 'MEDIUM' : 'LOW',
      }),
    ];
  },
  word: () => ({
    title: 'Let the cache answer more often',
    advice:
      'See what makes each request another one for the cache (Vary, a cookie, the order of parameters), and how long it may keep an answer. Where the load asks with many different values, misses are to be expected.',
    code: null,
  }),
};
