import { withoutStop } from '../sentence.ts';
import { clueOf, type Rule } from './rule.ts';

const words: Record<string, { title: string; advice: string }> = {
  'memory-drift': {
    title: 'Find what the server keeps in memory',
    advice:
      'Run it longer first: a heap that settles levels off. If it does not, compare two heap snapshots; caches and lists without a bound are the usual cause.',
  },
  'latency-drift': {
    title: 'Find what makes answers slower from minute to minute',
    advice: 'Something grows with each request: a table without an index, a list that is searched, a queue, the heap.',
  },
};

/** What only a long run shows. */
export const drift: Rule = {
  kind: 'stop-drift',
  find: (subject) =>
    subject.findings
      .filter(({ rule }) => Object.hasOwn(words, rule))
      .map((finding) =>
        clueOf(subject, {
          cure: finding.rule,
          figure: withoutStop(finding.why),
          severity: finding.severity,
          explains: [finding],
        }),
      ),
  word: ([{ cure }]) => ({ ...words[cure]!, code: null }),
};
