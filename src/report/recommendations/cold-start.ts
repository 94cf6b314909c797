import type { ColdStart, ColdStartKind } from '../../model.ts';
import { formatMs, formatRatio, plural } from '../format.ts';
import { coldSpreadWords } from '../wording.ts';
import { type Clue, clueOf, type Rule, type Subject } from './rule.ts';

interface ColdClue extends Clue {
  kind: ColdStartKind;
}

/** As long as a person notices twice over: the first connections after a start take some time on any machine. */
const slowConnection = { ms: 200, factor: 10 };

export const coldStart: Rule<ColdClue> = {
  kind: 'warm-up',
  find: (subject) => [...ofFindings(subject), ...ofConnections(subject)],
  word: (clues) => {
    const [{ kind, endpoint }] = clues;
    const which =
      clues.length === 1 ? `the first call of ${endpoint}` : `the first calls of ${plural(clues.length, 'endpoint')}`;
    const words = {
      process: {
        title: 'Let the server start faster',
        advice:
          'Load and connect lazily what the first request does not need; bundling the server shortens its imports.',
      },
      route: {
        title: `Move one-time work out of ${which}`,
        advice:
          'Fill the cache, connect the pool and compile the template when the server starts, before it says that it is ready.',
      },
      connection: {
        title: 'Have connections ready before they are needed',
        advice:
          'Open the pool’s connections to the database when the server starts, and keep idle ones; let clients keep theirs alive.',
      },
    }[kind];
    return { ...words, code: null };
  },
};

function ofFindings(subject: Subject): ColdClue[] {
  return (['process', 'route'] as const).flatMap((kind) => {
    const finding = subject.findings.find(({ rule }) => rule === findingRules[kind]);
    const cold = slowest(subject, kind);
    if (!finding || !cold) return [];
    return [
      clueOf(subject, {
        cure: kind,
        kind,
        endpoint: kind === 'process' ? null : subject.id,
        figure: figureOf(cold, subject),
        severity: finding.severity,
        explains: [finding],
      }),
    ];
  });
}

const findingRules = { process: 'server-start', route: 'cold-start' };

function ofConnections(subject: Subject): ColdClue[] {
  const cold = slowest(subject, 'connection');
  if (!cold || cold.latencyMs < slowConnection.ms || cold.factor < slowConnection.factor) return [];
  return [clueOf(subject, { cure: cold.kind, kind: cold.kind, figure: figureOf(cold, subject), severity: 'LOW' })];
}

const slowest = ({ profile: { cold } }: Subject, kind: ColdStartKind): ColdStart | undefined =>
  cold.filter((one) => one.kind === kind).toSorted((a, b) => b.latencyMs - a.latencyMs)[0];

/** The time of a start has nothing to do with that of a request. */
function figureOf(cold: ColdStart, { profile }: Subject): string {
  const { kind, latencyMs, factor, times, spreadMs } = cold;
  const seen = spreadMs && times > 1 ? `, ${coldSpreadWords(cold)}` : '';
  if (kind === 'process') return `ready ${formatMs(latencyMs)} after its start${seen}`;
  const what = kind === 'route' ? 'the first call took' : 'the first requests on new connections took';
  return `${what} ${formatMs(latencyMs)}, ${formatRatio(factor)} the steady median of ${formatMs(profile.summary.p50Ms)}${seen}`;
}
