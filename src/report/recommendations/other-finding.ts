import type { Finding } from '../../model.ts';
import { withoutStop } from '../sentence.ts';
import { type Clue, clueOf, type Rule } from './rule.ts';

interface FindingClue extends Clue {
  finding: Finding;
}

/** A finding that no rule has words of its own for: nothing that was found is left out. */
export const otherFinding: Rule<FindingClue> = {
  kind: 'see-finding',
  find: (subject) =>
    subject.findings.map((finding) =>
      clueOf(subject, {
        cure: `${finding.rule} ${finding.fingerprint ?? subject.id}`,
        finding,
        explains: [finding],
        figure: withoutStop(finding.why),
        severity: finding.severity,
        costMs: finding.impactMs,
      }),
    ),
  word: ([{ finding }]) => ({ title: finding.title, advice: finding.advice, code: null }),
};
