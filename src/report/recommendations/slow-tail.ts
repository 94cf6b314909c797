import { withoutStop } from '../sentence.ts';
import { clueOf, type Rule } from './rule.ts';

/** Some requests take far longer than most. Where many endpoints have it, they share the reason. */
export const slowTail: Rule = {
  kind: 'slow-tail',
  find: (subject) =>
    subject.findings
      .filter(({ rule }) => rule === 'slow-tail')
      .map((finding) =>
        clueOf(subject, {
          cure: 'slow-tail',
          figure: withoutStop(finding.why),
          severity: finding.severity,
          explains: [finding],
        }),
      ),
  word: () => ({
    title: 'Find what one request in a hundred waits for',
    advice:
      'A lock, a connection pool with few places, garbage collection or a cache that is filled again: see in the timeline whether the slow ones come together.',
    code: null,
  }),
};
