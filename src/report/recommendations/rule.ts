/** What a rule says, and what it may look at. */

import {
  type EndpointId,
  endpointId,
  type Finding,
  type MeasuredProfile,
  type Recommendation,
  type Severity,
  type TargetName,
  type TargetResult,
} from '../../model.ts';

/** A measured endpoint as the rules before have left it. */
export interface Subject {
  id: EndpointId;
  profile: MeasuredProfile;
  /** What one request takes while it is alone: statements and their cost are measured then. */
  requestMs: number;
  /** Those that no clue explains yet. */
  findings: Finding[];
  clues: Clue[];
}

/** One measured reason to do something. */
export interface Clue {
  /** Clues of the same cure become one recommendation. */
  cure: string;
  /** Null where it is about the server or its database as a whole. */
  endpoint: EndpointId | null;
  /** What was measured, without a full stop. */
  figure: string;
  severity: Severity;
  /** Milliseconds a request that the fault takes; 0 where that is not known. */
  costMs: number;
  /** Milliseconds a request that a measurement says would be saved. */
  savesMs: number | null;
  /** Of the endpoint's `requestMs`, what the fault takes. */
  costShare: number;
  /** Targets that the endpoint misses for it, as far as can be told. */
  missed: TargetResult[];
  /** Of the statement that it is about. */
  fingerprint?: string;
  /** Findings that it stands for: no other rule speaks of them. */
  explains: Finding[];
  /** What was measured of the endpoint besides means nothing. */
  isLast?: boolean;
}

export type Words = Pick<Recommendation, 'title' | 'advice' | 'code'>;

/** Rules are asked in turn, each of all endpoints, so that a later one knows what is said already. */
export interface Rule<Found extends Clue = Clue> {
  kind: string;
  /** Right answers come before quick ones: it stands before all others of its priority. */
  comesFirst?: boolean;
  find(subject: Subject, all: Subject[]): Found[];
  /** The clues of one cure, the dearest first. */
  word(clues: [Found, ...Found[]], all: Subject[]): Words;
}

export function subjectOf(profile: MeasuredProfile): Subject {
  const { endpoint, sql, http, summary, findings } = profile;
  const probeMs = sql.state === 'recorded' ? sql.waterfall?.probeMs : undefined;
  const requestMs = probeMs ?? http?.laterCallsMs ?? summary.p50Ms;
  return { id: endpointId(endpoint), profile, requestMs, findings, clues: [] };
}

export function afterClues(subject: Subject, found: Clue[]): Subject {
  const explained = new Set(found.flatMap(({ explains }) => explains));
  return {
    ...subject,
    findings: subject.findings.filter((finding) => !explained.has(finding)),
    clues: [...subject.clues, ...found],
  };
}

/** Less of a request's time than this is no reason for it to be slow. */
const reasonShare = 0.2;

/** Something is already said that takes a good part of the endpoint's time: other causes can wait until it is mended. */
export const isExplained = ({ clues }: Subject): boolean => clues.some(({ costShare }) => costShare >= reasonShare);

export const missedTargets = ({ profile }: Subject, names: TargetName[]): TargetResult[] =>
  profile.targets.filter(({ target, met }) => !met && names.includes(target));

/** The error rate has a rule of its own. */
export const speedTargets: TargetName[] = ['p50Ms', 'p95Ms', 'p99Ms', 'rps'];

type Needed = Pick<Clue, 'cure' | 'figure' | 'severity'>;

/** With what most clues have in common. What takes a good part of a request is taken for the reason of a missed target. */
export function clueOf<Found extends object>(subject: Subject, found: Needed & Partial<Clue> & Found): Clue & Found {
  const costMs = found.costMs ?? found.savesMs ?? 0;
  const costShare = subject.requestMs > 0 ? Math.min(1, costMs / subject.requestMs) : 0;
  const missed = costShare >= reasonShare ? missedTargets(subject, speedTargets) : [];
  return { endpoint: subject.id, savesMs: null, explains: [], missed, ...found, costMs, costShare };
}
