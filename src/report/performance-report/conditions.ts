import type { MeasuredProfile, ReportedRun } from '../../model.ts';
import { formatBytes, formatCount, formatMoment, formatMs, formatShare, plural } from '../format.ts';
import { loadWords } from '../load-wording.ts';
import { measuredOf, section } from './parts.ts';
import type { Section } from './section.ts';

/** Where, when and how it was measured, in one paragraph: no figure means anything without. */
export function conditions(run: ReportedRun): Section {
  const { cpu, cores, memoryBytes, os, node, container } = run.machine;
  const measured = measuredOf(run.profiles);
  return section('Conditions', {
    isVital: true,
    intro: [
      `Measured ${formatMoment(run.writtenAt)}${run.commit ? ` at commit ${run.commit.slice(0, 7)}` : ''} on ${cpu} with ${plural(cores, 'core')} and ${formatBytes(memoryBytes)} of memory, ${os}${container ? ' in a container' : ''}, Node ${node}.`,
      ...loads(measured),
      ...(measured.length > 0 ? [tapWords(measured), generatorWords(measured), calibrationWords(measured)] : []),
    ].join(' '),
  });
}

/** Each load once, with how many endpoints had it. */
function loads(measured: MeasuredProfile[]): string[] {
  const described = measured.map((profile) =>
    loadWords(profile)
      .map(({ text }) => text.replaceAll('\u00a0', ' '))
      .join(', '),
  );
  const counts = [...Map.groupBy(described, (text) => text)];
  return counts.map(
    ([text, own]) => `Load${counts.length > 1 ? ` of ${plural(own.length, 'endpoint')}` : ''}: ${text}.`,
  );
}

function tapWords(measured: MeasuredProfile[]): string {
  const piped = measured.filter(({ load }) => load.tap === 'pipe').length;
  if (piped === 0) return 'The server spoke to its database directly.';
  const which = piped === measured.length ? '' : ` of ${formatCount(piped)} of them`;
  return `The database traffic${which} passed a tap, unrecorded, while the figures were taken; SQL was recorded before, one request at a time.`;
}

function generatorWords(measured: MeasuredProfile[]): string {
  const busiest = Math.max(...measured.map(({ generatorUtilisation }) => generatorUtilisation));
  return `The load generator was busy ${formatShare(busiest)} of the time at most.`;
}

function calibrationWords(measured: MeasuredProfile[]): string {
  const timed = measured.flatMap(({ calibration }) => calibration ?? []);
  if (timed.length === 0) return 'How fast the machine was meanwhile was not timed.';
  const [slowest, quickest] = [Math.max(...timed.map((c) => c.workMs)), Math.min(...timed.map((c) => c.workMs))];
  const spread = Math.max(...timed.map(({ spreadShare }) => spreadShare));
  const range = timed.length > 1 ? `${formatMs(quickest)} to ${formatMs(slowest)}` : formatMs(slowest);
  return `A fixed piece of work between the rounds took ${range}, with a spread of ${formatShare(spread)} at most.`;
}
