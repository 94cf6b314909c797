/**
 * Of each endpoint: that it was measured, the comparison with its baseline, its query plans and its targets, with names
 * that stay the same from run to run. A failure is what fails a check, an error what could not be measured; what cannot
 * be judged is skipped, with the reason.
 */

import {
  type Finding,
  isPlanRegression,
  isRegression,
  type MeasuredProfile,
  type Profile,
  type TargetResult,
} from '../model.ts';
import { comparisonLines, moreRoundsWords } from './comparison-wording.ts';
import { formatCount, formatMs, formatRate, formatShare } from './format.ts';
import { isMeasured } from './outcome.ts';
import { worstFirst } from './severity.ts';
import { limitWords, missedWords, targetFigure, targetNames } from './target-wording.ts';
import { warningWords } from './warning-wording.ts';
import { baselineWords, coldWords, methodWords, profileWords } from './wording.ts';

export interface Case {
  name: string;
  /** The latency that it is about, and not how long it took to measure it. */
  timeMs: number | null;
  outcome:
    | { kind: 'passed' }
    | { kind: 'failure' | 'error'; type: string; message: string; lines: string[] }
    | { kind: 'skipped'; reason: string };
  /** Lines: the figures. */
  output: string[];
}

const passed: Case['outcome'] = { kind: 'passed' };

export function casesOf(profile: Profile): Case[] {
  if (!isMeasured(profile)) return [unmeasuredCase(profile)];
  return [
    measurementCase(profile),
    comparisonCase(profile),
    ...planCases(profile),
    ...profile.targets.map((target) => targetCase(target, profile)),
  ];
}

const measurement = 'measurement';

function unmeasuredCase(profile: Exclude<Profile, MeasuredProfile>): Case {
  const { long } = profileWords(profile);
  const nothing = { name: measurement, timeMs: null, output: [] };
  if (profile.state !== 'failed') return { ...nothing, outcome: { kind: 'skipped', reason: long } };
  const { message, nextStep, detail } = profile.problem;
  const lines = [message, ...(detail ? [detail] : []), nextStep];
  return { ...nothing, outcome: { kind: 'error', type: 'not-measured', message, lines } };
}

function measurementCase(profile: MeasuredProfile): Case {
  const { summary, findings, warnings, cold } = profile;
  const { p50Ms, p95Ms, p99Ms, rps, errorRate, count } = summary;
  const partial = warnings.find(({ kind }) => kind === 'partial');
  const message = partial ? warningWords(partial) : '';
  return {
    name: measurement,
    timeMs: p50Ms,
    outcome: partial ? { kind: 'error', type: 'partial', message, lines: [message] } : passed,
    output: [
      methodWords(profile, false)
        .map(({ text }) => text.replaceAll('\u00a0', ' '))
        .join(' · '),
      `p50 ${formatMs(p50Ms)}, p95 ${formatMs(p95Ms)}, p99 ${formatMs(p99Ms)}, ${formatRate(rps)}, errors ${formatShare(errorRate)} of ${formatCount(count)}`,
      ...cold.map((start) => `cold start: ${coldWords(start)}`),
      ...findingLines(findings),
      ...warnings.map((warning) => `note: ${warningWords(warning)}`),
    ],
  };
}

function comparisonCase(profile: MeasuredProfile): Case {
  const { verdict, summary, findings } = profile;
  const figures = comparisonLines(verdict);
  const one = { name: 'comparison with the baseline', timeMs: summary.p50Ms, output: figures };
  switch (verdict.state) {
    case 'no-baseline':
      return { ...one, outcome: { kind: 'skipped', reason: 'no baseline is saved' } };
    case 'incomparable':
      return { ...one, outcome: { kind: 'skipped', reason: baselineWords(verdict) } };
    case 'inconclusive':
      return { ...one, outcome: { kind: 'skipped', reason: `inconclusive: ${moreRoundsWords(verdict.moreRounds)}` } };
    case 'compared': {
      const timeMs = summary[`${verdict.decidedBy}Ms`];
      if (!isRegression(verdict)) return { ...one, timeMs, outcome: passed };
      const message = profileWords(profile).long;
      const lines = [baselineWords(verdict), ...findingLines(findings)];
      return { ...one, timeMs, outcome: { kind: 'failure', type: 'regression', message, lines } };
    }
    default:
      return verdict satisfies never;
  }
}

/** Where there were plans to compare. */
function planCases({ sql, findings, summary }: MeasuredProfile): Case[] {
  const worse = findings.filter(isPlanRegression);
  const known = sql.state === 'recorded' && sql.queries.some(({ before }) => before?.state === 'known');
  if (!known && worse.length === 0) return [];
  const outcome: Case['outcome'] = worse[0]
    ? { kind: 'failure', type: 'plan-changed', message: worse[0].title, lines: findingLines(worse) }
    : passed;
  return [{ name: 'query plans', timeMs: summary.p50Ms, outcome, output: [] }];
}

function targetCase(result: TargetResult, { summary }: MeasuredProfile): Case {
  const { target, actual, met, selector } = result;
  const message = missedWords(result);
  const isLatency = target === 'p50Ms' || target === 'p95Ms' || target === 'p99Ms';
  return {
    name: `target ${targetNames[target]}`,
    timeMs: isLatency ? actual : summary.p50Ms,
    outcome: met ? passed : { kind: 'failure', type: 'target', message, lines: [message] },
    output: [`${targetFigure(target, actual)}, ${limitWords(result)}, set for ${selector ?? 'all endpoints'}`],
  };
}

const findingLines = (findings: Finding[]): string[] =>
  worstFirst(findings).map(({ severity, title, why, advice }) => `${severity}: ${title}. ${why} ${advice}`);
