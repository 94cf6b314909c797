import { formatMean, formatMs } from '../format.ts';
import { statementLine } from '../sql-wording.ts';
import { type Clue, clueOf, type Rule } from './rule.ts';
import { queryOf } from './statements.ts';

interface RepeatClue extends Clue {
  text: string;
}

/** The same question with the same parameters again. Where several endpoints do it, it is in what they share. */
export const keepAnswer: Rule<RepeatClue> = {
  kind: 'keep-answer',
  find: (subject) =>
    subject.findings
      .filter(({ rule }) => rule === 'duplicate-query')
      .flatMap((finding) => {
        const query = queryOf(subject, finding);
        if (!query) return [];
        const { fingerprint, text, duplicateCallsPerRequest, callsPerRequest } = query;
        const repeats = `${formatMean(duplicateCallsPerRequest)} of ${formatMean(callsPerRequest.median)} calls ask the same again`;
        return [
          clueOf(subject, {
            cure: fingerprint,
            fingerprint,
            text,
            explains: [finding],
            figure: `${repeats}, ${formatMs(finding.impactMs)} of the ${formatMs(subject.requestMs)} that a request takes alone`,
            severity: finding.severity,
            savesMs: finding.impactMs,
          }),
        ];
      }),
  word: (clues) => {
    const shared = clues.length > 1 ? ' Several endpoints do it: look at what they share, such as middleware.' : '';
    return {
      title: `Keep an answer for the rest of the request: ${statementLine(clues[0].text)}`,
      advice: `It is asked with the same parameters more than once within one request.${shared}`,
      code: null,
    };
  },
};
