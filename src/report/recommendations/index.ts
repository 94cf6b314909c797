/** What to do, in the order in which it pays, drawn from all that a run has measured. */

import type { MeasuredProfile, Profile, Recommendation } from '../../model.ts';
import { bySeverity } from '../severity.ts';
import { missedWords } from '../target-wording.ts';
import { addIndex } from './add-index.ts';
import { answerNotModified } from './answer-not-modified.ts';
import { askOnce } from './ask-once.ts';
import { cacheAnswer } from './cache-answer.ts';
import { capacity } from './capacity.ts';
import { coldStart } from './cold-start.ts';
import { compress } from './compress.ts';
import { databaseStatement } from './database-statement.ts';
import { drift } from './drift.ts';
import { fasterGenerator } from './faster-generator.ts';
import { fixErrors } from './fix-errors.ts';
import { keepAnswer } from './keep-answer.ts';
import { missedTarget } from './missed-target.ts';
import { otherFinding } from './other-finding.ts';
import { planChanged } from './plan-changed.ts';
import { priorityOf } from './priority.ts';
import { raiseCacheHits } from './raise-cache-hits.ts';
import { regression } from './regression.ts';
import { afterClues, type Clue, type Rule, type Subject, subjectOf } from './rule.ts';
import { shortenTransaction } from './shorten-transaction.ts';
import { shrinkAnswer } from './shrink-answer.ts';
import { slowStatement } from './slow-statement.ts';
import { slowTail } from './slow-tail.ts';
import { waiting } from './waiting.ts';

/**
 * In the order in which they are asked: what tells a cause before what tells a symptom. What stands first is also
 * the first among equals.
 */
const rules: Rule[] = [
  fixErrors,
  addIndex,
  askOnce,
  keepAnswer,
  planChanged,
  shrinkAnswer,
  slowStatement,
  shortenTransaction,
  regression,
  waiting,
  capacity,
  missedTarget,
  cacheAnswer,
  answerNotModified,
  raiseCacheHits,
  compress,
  coldStart,
  drift,
  slowTail,
  databaseStatement,
  otherFinding,
  fasterGenerator,
];

/** Highest priority first, then what costs most of all endpoints together. Each says what was measured. */
export function recommendationsOf(profiles: Profile[]): Recommendation[] {
  let subjects = profiles.filter((profile): profile is MeasuredProfile => profile.state === 'measured').map(subjectOf);
  const drafts: Draft[] = [];
  for (const rule of rules) {
    const found = subjects.map((subject) => rule.find(subject, subjects));
    const cures = Map.groupBy(found.flat(), ({ cure }) => cure).values();
    for (const clues of cures) drafts.push(draftOf(rule, clues, subjects));
    subjects = subjects.map((subject, index) => afterClues(subject, found[index]!)).filter(isWorthMore);
  }
  return drafts.sort(byUrgency).map(({ recommendation }) => recommendation);
}

interface Draft {
  recommendation: Recommendation;
  comesFirst: boolean;
  costMs: number;
}

const isWorthMore = ({ clues }: Subject): boolean => !clues.some(({ isLast }) => isLast);

function draftOf(rule: Rule, found: Clue[], all: Subject[]): Draft {
  const clues = found.toSorted((a, b) => b.costMs - a.costMs);
  const saved = clues.flatMap(({ savesMs }) => savesMs ?? []);
  return {
    comesFirst: rule.comesFirst ?? false,
    costMs: clues.reduce((sum, { costMs }) => sum + costMs, 0),
    recommendation: {
      kind: rule.kind,
      priority: priorityOf(clues),
      ...rule.word(clues as [Clue, ...Clue[]], all),
      evidence: evidenceOf(clues),
      savesMs: saved.length > 0 ? Math.max(...saved) : null,
    },
  };
}

/** What is about the whole server was seen by each endpoint: once is enough. */
function evidenceOf(clues: Clue[]): Recommendation['evidence'] {
  const ofServer = clues.find(({ endpoint }) => endpoint === null);
  return clues
    .filter((clue) => clue.endpoint !== null || clue === ofServer)
    .map(({ endpoint, figure, missed }) => ({ endpoint, figure: [figure, ...missed.map(missedWords)].join('; ') }));
}

/** The sort keeps the order of the rules among equals. */
const byUrgency = (a: Draft, b: Draft): number =>
  bySeverity(a.recommendation.priority, b.recommendation.priority) ||
  Number(b.comesFirst) - Number(a.comesFirst) ||
  b.costMs - a.costMs;
