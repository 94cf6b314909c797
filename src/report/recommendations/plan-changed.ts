import type { QueryProfile } from '../../model.ts';
import { formatMs } from '../format.ts';
import { statementLine, stepName } from '../sql-wording.ts';
import { type Clue, clueOf, type Rule } from './rule.ts';
import { queryOf } from './statements.ts';

interface PlanClue extends Clue {
  query: QueryProfile;
  advice: string;
}

/** A statement became slower together with its plan, and no index is known to mend it. */
export const planChanged: Rule<PlanClue> = {
  kind: 'plan-changed',
  find: (subject) =>
    subject.findings
      .filter(({ rule }) => rule === 'plan-changed')
      .flatMap((finding) => {
        const query = queryOf(subject, finding);
        const before = query?.before;
        if (!query || before?.state !== 'known' || !before.steps[0]) return [];
        const then = formatMs(before.callsPerRequest * before.msPerCall);
        return [
          clueOf(subject, {
            cure: query.fingerprint,
            fingerprint: query.fingerprint,
            query,
            advice: finding.advice,
            explains: [finding],
            figure: `${stepName(before.steps[0])}; ${then} → ${formatMs(query.msPerRequest)} a request`,
            severity: finding.severity,
            savesMs: finding.impactMs > 0 ? finding.impactMs : null,
          }),
        ];
      }),
  word: ([{ query, advice }]) => ({
    title: `Get the former plan back: ${statementLine(query.text)}`,
    advice,
    code: null,
  }),
};
