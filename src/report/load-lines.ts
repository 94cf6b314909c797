/** What a terminal shows of a load profile, a sweep, a long run and the server, below the table of all endpoints. */

import type { MeasuredProfile, PhaseResult, ScalingStep } from '../model.ts';
import { formatCount, formatMean, formatMs, formatRate, formatRatio, formatShare } from './format.ts';
import { httpWords } from './http-wording.ts';
import { loadWords, paceWords, reachedWords } from './load-wording.ts';
import { type Paint, plainTable } from './plain-table.ts';
import { fitWords, kneeWords } from './scaling-wording.ts';
import { driftWords, resourceWords } from './server-wording.ts';

/** Nothing of the plain burst, which all endpoints have in common. */
export function loadLines(profile: MeasuredProfile, paint: Paint): string[] {
  const { load, phases, scaling, drift } = profile;
  const isPlain = phases.length === 0 && !scaling && load.model === 'closed' && load.workers === 1;
  const words = loadWords(profile).map(({ text }) => text);
  return [
    ...(isPlain ? [] : [`  load    ${words.join(' · ').replaceAll('\u00a0', ' ')}`]),
    ...(phases.length > 0 ? indented(phasesTable(phases, paint)) : []),
    ...(scaling ? indented(scalingTable(scaling.steps, scaling.kneeUsers)) : []),
    ...(scaling ? [`  sweep   ${kneeWords(scaling)}`] : []),
    ...(scaling?.fit ? fitWords(scaling.fit).map(({ text }) => paint('dim', `          ${text}`)) : []),
    ...(drift ? driftWords(drift).map((text) => `  drift   ${text}`) : []),
  ];
}

/** What the server took and how it answers, in one line; that it speaks HTTP/1.1 is no news. */
export function serverLine({ resources, http }: MeasuredProfile, paint: Paint): string[] {
  const known = resources.state === 'sampled' ? [resourceWords(resources)] : [];
  const parts = [...known, ...(http ? httpWords(http).filter((words) => words !== 'HTTP/1.1') : [])];
  return parts.length > 0 ? [paint('dim', `  server  ${parts.join(' · ')}`)] : [];
}

function phasesTable(phases: PhaseResult[], paint: Paint): string {
  const head = ['phase', 'load', 'requests', 'reached', 'unsent', 'errors', 'p50', 'p95', 'p99', 'max'];
  const table = plainTable(head, [2, 3, 4, 5, 6, 7, 8, 9]);
  for (const phase of phases) {
    const cells = [
      phase.counted ? phase.name : `${phase.name} (not counted)`,
      paceWords(phase.pace),
      formatCount(phase.count),
      reachedWords(phase),
      phase.offeredPerS === null ? '–' : formatCount(phase.unsent),
      formatShare(phase.errorRate),
      ...[phase.p50Ms, phase.p95Ms, phase.p99Ms, phase.maxMs].map(formatMs),
    ];
    table.push(phase.counted ? cells : cells.map((cell) => paint('dim', cell)));
  }
  return table.toString();
}

function scalingTable(steps: ScalingStep[], kneeUsers: number | null): string {
  const table = plainTable(['users', 'req/s', 'factor', 'p50', 'p95', 'p99', 'errors'], [0, 1, 2, 3, 4, 5, 6]);
  for (const { users, rps, factor, p50Ms, p95Ms, p99Ms, errorRate } of steps) {
    table.push([
      users === kneeUsers ? `knee ${formatMean(users)}` : formatMean(users),
      formatRate(rps).slice(0, -2),
      formatRatio(factor),
      ...[p50Ms, p95Ms, p99Ms].map(formatMs),
      formatShare(errorRate),
    ]);
  }
  return table.toString();
}

const indented = (table: string): string[] => table.split('\n').map((line) => `          ${line}`);
