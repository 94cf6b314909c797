import type { MeasuredProfile } from '../../model.ts';
import { withoutStop } from '../sentence.ts';
import { type Clue, clueOf, missedTargets, type Rule, type Words } from './rule.ts';

interface ErrorClue extends Clue {
  kind: ErrorKind;
  status: number | null;
}

type ErrorKind = 'let-in' | 'sample' | 'rate-limit' | 'server' | 'no-answer';

/** From here on the other figures are those of errors. */
const mostlyShare = 0.5;

/** Errors of the same status have the same cure, more often than not. */
export const fixErrors: Rule<ErrorClue> = {
  kind: 'fix-errors',
  comesFirst: true,
  find: (subject) =>
    subject.findings
      .filter(({ rule }) => rule === 'error-rate')
      .map((finding) => {
        const { summary } = subject.profile;
        const status = mostFrequentError(summary);
        const kind = kindOf(status);
        return clueOf(subject, {
          cure: kind === 'server' ? `${status}` : kind,
          kind,
          status,
          figure: `${finding.title}. ${withoutStop(finding.why)}`,
          severity: finding.severity,
          missed: missedTargets(subject, ['errorRate']),
          explains: [finding],
          isLast: summary.errorRate >= mostlyShare,
        });
      }),
  word: ([{ kind, status }]) => words(kind, status),
};

/** Null: they got no answer. */
function mostFrequentError({ statusCodes, errors }: MeasuredProfile['summary']): number | null {
  const failing = Object.entries(statusCodes)
    .map(([status, count]) => ({ status: Number(status), count }))
    .filter(({ status }) => status >= 400)
    .sort((a, b) => b.count - a.count);
  const answered = failing.reduce((sum, { count }) => sum + count, 0);
  const [first] = failing;
  return first && first.count >= errors - answered ? first.status : null;
}

function kindOf(status: number | null): ErrorKind {
  if (status === null) return 'no-answer';
  if (status === 401 || status === 403) return 'let-in';
  if (status === 429) return 'rate-limit';
  return status < 500 ? 'sample' : 'server';
}

function words(kind: ErrorKind, status: number | null): Words {
  switch (kind) {
    case 'let-in':
      return {
        title: `Give the requests what lets them in: they are answered with ${status}`,
        advice:
          'Add the header or cookie under "requests" in .endpoint-profiler/config.json. A secret can stay in the environment: "${env:NAME}".',
        code: null,
      };
    case 'sample':
      return {
        title: `Correct the requests that are answered with ${status}`,
        advice:
          'Give sample values that exist and are valid, under "requests" in .endpoint-profiler/config.json: these figures are those of an error.',
        code: null,
      };
    case 'rate-limit':
      return {
        title: 'Switch the rate limit off while profiling',
        advice: 'Or ask for a lower rate: what is turned away says nothing of the endpoint.',
        code: null,
      };
    case 'server':
      return {
        title: `Find out why requests are answered with ${status}`,
        advice: 'Look for the error in the server’s log. Speed comes second: retries of what fails are load too.',
        code: null,
      };
    case 'no-answer':
      return {
        title: 'Find out why requests get no answer',
        advice:
          'See in the server’s log whether it closes connections, runs out of time or memory, or ends under this load.',
        code: null,
      };
    default:
      return kind satisfies never;
  }
}
