import { isRegression } from '../../model.ts';
import { formatMs } from '../format.ts';
import { clueOf, isExplained, type Rule } from './rule.ts';

/** Quicker answers are cheaper to make again than to reason about. */
const leastMs = 20;
const slowMs = 200;
/** A 304 that takes that much of the whole answer's time comes after the work, not instead of it. */
const leastShare = 0.5;

/** Each call gets the same content, made anew each time; and nobody is told that it could be kept. */
export const cacheAnswer: Rule = {
  kind: 'cache-answer',
  find(subject) {
    const { http, verdict } = subject.profile;
    if (http?.conditional.state !== 'works' || http.cacheControl !== null) return [];
    const { laterCallsMs, conditional } = http;
    if (laterCallsMs < leastMs || conditional.latencyMs < leastShare * laterCallsMs) return [];
    // What is known to make it quick, or made it slow, comes first.
    if (isRegression(verdict)) return [];
    if (isExplained(subject) && subject.clues.some(({ savesMs }) => savesMs !== null)) return [];
    return [
      clueOf(subject, {
        cure: 'cache-answer',
        figure: `${formatMs(laterCallsMs)} for the same content each time, and a 304 takes ${formatMs(conditional.latencyMs)}; no Cache-Control`,
        severity: laterCallsMs >= slowMs ? 'MEDIUM' : 'LOW',
      }),
    ];
  },
  word: () => ({
    title: 'Keep answers that stay the same for a while',
    advice:
      'Where an answer may be some seconds old, keep it in memory, and say so with Cache-Control: max-age. Where it may not, make the ETag from something cheap, such as a version or the time of the last change, and compare before the work is done.',
    code: null,
  }),
};
