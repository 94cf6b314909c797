import { formatBytes } from '../format.ts';
import { clueOf, type Rule } from './rule.ts';

/** 0.8 s on 10 Mbit/s, and as much again to write and to parse: no list of a user interface shows that much. */
const largeBytes = 1_000_000;
const veryLargeBytes = 10_000_000;

/** An answer so large that its size is what to mend first; a statement without a LIMIT is mostly where it comes from. */
export const shrinkAnswer: Rule = {
  kind: 'shrink-answer',
  find(subject) {
    const bytes = subject.profile.summary.bodyBytes.median;
    if (bytes < largeBytes) return [];
    const explains = subject.findings.filter(({ rule }) => rule === 'no-limit');
    const rows = explains.map(({ title }) => `; a statement ${title.toLowerCase()}`).join('');
    return [
      clueOf(subject, {
        cure: subject.id,
        figure: `${formatBytes(bytes)} an answer${rows}`,
        explains,
        severity: bytes >= veryLargeBytes ? 'HIGH' : 'MEDIUM',
      }),
    ];
  },
  word: ([{ endpoint }]) => ({
    title: `Send less at once: ${endpoint}`,
    advice: 'Send a page at a time, and only the fields that are used. Where all of it is needed, stream it.',
    code: null,
  }),
};
