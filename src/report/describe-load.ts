/** What a load does, in one line for a list to choose from. */

import {
  type Load,
  type LoadPhase,
  longestMs,
  mostInFlight,
  type PhasedLoad,
  type Ramp,
  type ThinkTime,
} from '../model.ts';
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
  const endpoints = mix ? Object.keys(mix).length : 1;
  return (describeSteps(counted) ?? describeEach(counted)) + (endpoints > 1 ? `; a mix of ${endpoints} endpoints` : '');
}

function describeEach(phases: LoadPhase[]): string {
  const parts = phases.slice(0, mostParts).map(describePhase);
  if (phases.length > mostParts) parts.push(plural(phases.length - mostParts, 'more phase'));
  return parts.join(', then ');
}

/** `10, 20, 40, 80 users for 15 s each`; null where the phases are not all alike but for their users. */
function describeSteps(phases: LoadPhase[]): string | null {
  const { durationMs } = phases[0]!;
  const isStep = (phase: LoadPhase) =>
    phase.durationMs === durationMs &&
    phase.pace.model === 'closed' &&
    phase.pace.users.from === phase.pace.users.to &&
    phase.pace.think.maxMs === 0;
  if (phases.length < 2 || phases.length > 2 * mostParts || !phases.every(isStep)) return null;
  const users = phases.map(({ pace }) => formatMean(mostInFlight(pace)));
  return `${users.join(', ')} users for ${formatDuration(durationMs)} each`;
}

function describePhase({ pace, durationMs }: LoadPhase): string {
  const level =
    pace.model === 'open'
      ? `${rampWords(pace.ratePerS)}/s`
      : `${rampWords(pace.users)} ${usersOf(pace.users)}${pausesOf(pace.think)}`;
  return `${level} for ${formatDuration(durationMs)}`;
}

const rampWords = ({ from, to }: Ramp): string =>
  from === to ? formatMean(from) : `${formatMean(from)} to ${formatMean(to)}`;

const pausesOf = ({ maxMs }: ThinkTime): string => (maxMs > 0 ? ' with pauses' : '');

const usersOf = ({ from, to }: Ramp): string => (from === 1 && to === 1 ? 'user' : 'users');
