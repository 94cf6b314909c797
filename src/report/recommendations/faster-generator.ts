import { formatShare } from '../format.ts';
import { clueOf, type Rule } from './rule.ts';

/** Where the load generator was at its limit, the server’s was not seen. */
export const fasterGenerator: Rule = {
  kind: 'faster-generator',
  find: (subject) =>
    subject.profile.warnings.flatMap((warning) =>
      warning.kind === 'generator-saturated'
        ? [
            clueOf(subject, {
              cure: 'generator',
              severity: 'LOW',
              figure: `the load generator was busy ${formatShare(warning.utilisation)} of the time`,
            }),
          ]
        : [],
    ),
  word: () => ({
    title: 'Measure again with more workers, or with less load',
    advice:
      'The load generator was at its limit, not the server: these endpoints may be faster than their figures. Leave a core free for the server.',
    code: '--workers 2',
  }),
};
