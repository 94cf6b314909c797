/** What a load does, in one line for a list to choose from. */

import { type Load, type LoadPhase, longestMs, type PhasedLoad, type Ramp } from '../model.ts';
import { formatDuration, formatMean, plural } from './format.ts';

const mostParts = 4;

/** `10 users for 40 s`, `50/s for 2 min, then 50 to 200/s for 30 s`, `1 to 64 users, doubled every 2 s …`. */
export function describeLoad(load: Load): string {
  switch (load.kind) {
    case 'phases':
      return describePhases(load);
    case 'sweep':
      return `1 to ${load.maxUsers} users, doubled every ${formatDuration(load.stepMs)} until throughput stops growing`;
    case 'restarts':
      return `The spread of cold starts: the server is restarted ${plural(load.times, 'time')}`;
    default:
      return load satisfies never;
  }
}

/** `about 10 min`; empty where nobody knows before. */
export function lengthWords(load: Load): string {
  const ms = longestMs(load);
  return ms === null ? '' : `about ${formatDuration(ms)}`;
}

function describePhases({ phases, mix }: PhasedLoad): string {
  const counted = phases.filter((phase) => phase.counted);
  const parts = counted.slice(0, mostParts).map(describePhase);
  if (counted.length > mostParts) parts.push(plural(counted.length - mostParts, 'more phase'));
  const endpoints = mix ? Object.keys(mix).length : 1;
  return parts.join(', then ') + (endpoints > 1 ? `; a mix of ${endpoints} endpoints` : '');
}

function describePhase({ pace, durationMs }: LoadPhase): string {
  const level =
    pace.model === 'open' ? `${rampWords(pace.ratePerS)}/s` : `${rampWords(pace.users)} ${usersOf(pace.users)}`;
  return `${level} for ${formatDuration(durationMs)}`;
}

const rampWords = ({ from, to }: Ramp): string =>
  from === to ? formatMean(from) : `${formatMean(from)} to ${formatMean(to)}`;

const usersOf = ({ from, to }: Ramp): string => (from === 1 && to === 1 ? 'user' : 'users');
