/** What load was put on an endpoint, in words. */

import {
  type LoadDescription,
  type MeasuredProfile,
  mostInFlight,
  type Pace,
  type PhaseResult,
  type Ramp,
} from '../model.ts';
import { formatCount, formatDuration, formatMean, formatRate, formatShare, plural } from './format.ts';

/** A few words of a line; `meaning` explains them to someone who reads them for the first time. */
export interface Said {
  text: string;
  meaning?: string;
}

/** `closed loop, 10 connections`, `6 rounds × 0.5 s`; `sweep, 1 to 64 users` …: no line break tears short ones apart. */
export function loadWords(profile: MeasuredProfile): Said[] {
  const { load, scaling, phases, cold } = profile;
  const starts = cold.find(({ kind, times }) => kind === 'process' && times > 1);
  const parts: Said[] = [
    ...(scaling ? sweepWords(profile) : phases.length > 0 ? phasedWords(profile) : burstWords(load)),
    ...(starts ? [{ text: plural(starts.times, 'start') }] : []),
    ...(load.workers > 1 ? [{ text: plural(load.workers, 'worker') }] : []),
  ];
  return parts.map((part) => ({ ...part, text: short(part.text) ? part.text.replaceAll(' ', '\u00a0') : part.text }));
}

/** Longer ones may need more than a line of a narrow panel. */
const short = (text: string): boolean => text.length <= 20;

function burstWords(load: LoadDescription): Said[] {
  const size = load.model === 'open' ? askedRate(load) : plural(load.connections, 'connection');
  return [
    { text: `${modelNames[load.model]}, ${size}`, meaning: loopMeaning[load.model] },
    { text: `${plural(load.rounds, 'round')} × ${formatDuration(load.roundMs)}` },
  ];
}

function phasedWords({ load, phases }: MeasuredProfile): Said[] {
  const lengthMs = phases.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
  const users = plural(
    Math.max(...phases.map(({ pace }) => (pace.model === 'closed' ? mostInFlight(pace) : 0))),
    'user',
  );
  const size = { closed: users, open: askedRate(load), mixed: `${users} and ${askedRate(load)}` }[load.model];
  return [
    { text: `load profile “${load.name}”` },
    { text: `${plural(phases.length, 'phase')}, ${formatDuration(Math.round(lengthMs / 1000) * 1000)}` },
    { text: `${modelNames[load.model]}, up to ${size}`, meaning: loopMeaning[load.model] },
    ...(load.mix ? [mixWords(load.mix)] : []),
  ];
}

const mixWords = ({ share, endpoints }: NonNullable<LoadDescription['mix']>): Said => ({
  text: `${formatShare(share)} of a mix of ${plural(endpoints, 'endpoint')}`,
  meaning:
    'The load was put on several endpoints at once. The figures here are of this one alone; the server worked for all of them meanwhile.',
});

function sweepWords({ load, scaling }: MeasuredProfile): Said[] {
  const users = scaling!.steps.map((step) => step.users);
  return [
    { text: `sweep, ${users[0] ?? 0} to ${plural(users.at(-1) ?? 0, 'user')}` },
    { text: modelNames[load.model], meaning: loopMeaning[load.model] },
    { text: `figures of ${plural(load.connections, 'user')}` },
  ];
}

/** What the generator itself cost. */
export const generatorWords = ({ generatorUtilisation }: MeasuredProfile): Said => ({
  text: `generator ${formatShare(generatorUtilisation)} busy`,
  meaning:
    'How much of the time the thread that sent the requests was at work. Up to about 90 % it is ready when an answer comes, and adds some hundredths of a millisecond to each; above that its own queue is part of the latencies.',
});

/** The highest rate of an open load: `200/s`. */
export const askedRate = ({ ratePerS }: LoadDescription): string => `${asked(ratePerS ?? 0)}/s`;

/** As it was asked for, not as precisely as something measured: `5`, `0.5`. */
const asked = (rate: number): string => (Number.isInteger(rate) ? formatCount(rate) : String(Number(rate.toFixed(2))));

const modelNames: Record<LoadDescription['model'], string> = {
  closed: 'closed loop',
  open: 'open',
  mixed: 'closed and open',
};

const closedMeaning =
  'Closed loop: each user sends its next request when the last one is answered. While the server stalls nothing is sent, so that the percentiles miss those who would have come meanwhile (coordinated omission).';
const openMeaning =
  'Open: requests are due at a rate, whatever the answers, and latency counts from when a request was due. A stall of the server shows in full.';

export const loopMeaning: Record<LoadDescription['model'], string> = {
  closed: closedMeaning,
  open: openMeaning,
  mixed: `${closedMeaning} ${openMeaning}`,
};

/** `20 users`, `1 → 20 users, 0.1–0.3 s pause`, `80 → 200/s`. */
export function paceWords(pace: Pace): string {
  if (pace.model === 'open') return ramp(pace.ratePerS, (rate) => `${asked(rate)}/s`, asked);
  const users = ramp(pace.users, (count) => plural(count, 'user'), formatMean);
  const { minMs, maxMs } = pace.think;
  if (maxMs === 0) return users;
  const pause = minMs === maxMs ? formatDuration(maxMs) : `${minMs / 1000}–${formatDuration(maxMs)}`;
  return `${users}, ${pause} pause`;
}

const ramp = ({ from, to }: Ramp, last: (value: number) => string, first: (value: number) => string): string =>
  from === to ? last(to) : `${first(from)} → ${last(to)}`;

/** `118/s of 140/s`: complete answers against what was asked for, where a rate was. */
export const reachedWords = ({ rps, offeredPerS }: PhaseResult): string =>
  offeredPerS === null ? formatRate(rps) : `${formatRate(rps)} of ${asked(offeredPerS)}/s`;
