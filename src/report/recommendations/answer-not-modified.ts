import { withoutStop } from '../sentence.ts';
import { clueOf, type Rule } from './rule.ts';

/** A validator that spares nobody the body. Mostly one place sets it for all endpoints. */
export const answerNotModified: Rule = {
  kind: 'answer-not-modified',
  find: (subject) =>
    subject.findings
      .filter(({ rule }) => rule === 'etag-ignored')
      .map((finding) =>
        clueOf(subject, {
          cure: 'not-modified',
          severity: finding.severity,
          explains: [finding],
          figure: withoutStop(finding.why),
        }),
      ),
  word: ([{ explains }]) => ({
    title: 'Answer 304 to who has this version already',
    advice: explains[0]!.advice,
    code: null,
  }),
};
