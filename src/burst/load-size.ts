/** How large a load is: set for one run, and kept within bounds. */

import {
  type Load,
  type LoadPhase,
  loadBounds,
  longestMs,
  mostInFlight,
  type Pace,
  type PhasedLoad,
  type Ramp,
  sweepSteps,
  UserError,
} from '../model.ts';

/** Given for one run, on the command line; null leaves what the load says. */
export interface LoadOverrides {
  /** The most users, or the most requests in flight. */
  connections: number | null;
  /** Of all counted phases, or all steps, together. */
  durationS: number | null;
  /** The highest rate; the shape stays. */
  ratePerS: number | null;
}

/** Keeps the load's shape and sets its size. Throws a `UserError` where the load has no such size, or none so large. */
export function withOverrides(load: Load, overrides: LoadOverrides): Load {
  const changed = load.kind === 'phases' ? resized(load, overrides) : resizedOther(load, overrides);
  checkLoad(changed);
  return changed;
}

function resized(load: PhasedLoad, { connections, durationS, ratePerS }: LoadOverrides): PhasedLoad {
  const countedMs = longestMs({ ...load, phases: load.phases.filter(({ counted }) => counted) })!;
  const timeFactor = durationS === null ? 1 : (durationS * 1000) / countedMs;
  const paces = pacesAt(
    load.phases.map(({ pace }) => pace),
    ratePerS,
    connections,
  );
  const phases = load.phases.map(({ durationMs, counted, ...phase }, index) => ({
    ...phase,
    counted,
    pace: paces[index]!,
    durationMs: counted ? durationMs * timeFactor : durationMs,
  }));
  return { ...load, phases };
}

function pacesAt(paces: Pace[], ratePerS: number | null, connections: number | null): Pace[] {
  const rated = ratePerS === null ? paces : atRate(paces, ratePerS);
  return connections === null ? rated : atConnections(rated, connections);
}

/** A load of users alone becomes one of rates with the same shape, its pauses gone. */
function atRate(paces: Pace[], peakPerS: number): Pace[] {
  const rates = paces.some(({ model }) => model === 'open')
    ? paces
    : paces.map(
        (pace): Pace => (pace.model === 'open' ? pace : { model: 'open', ratePerS: pace.users, maxInFlight: 100 }),
      );
  const peak = Math.max(...rates.map((pace) => (pace.model === 'open' ? highest(pace.ratePerS) : 0)));
  return rates.map((pace) =>
    pace.model === 'open' ? { ...pace, ratePerS: scaled(pace.ratePerS, peakPerS / peak) } : pace,
  );
}

function atConnections(paces: Pace[], connections: number): Pace[] {
  const peak = Math.max(1, ...paces.filter(({ model }) => model === 'closed').map(mostInFlight));
  const whole = (users: number) => (users === 0 ? 0 : Math.max(1, Math.round(users)));
  return paces.map((pace) => {
    if (pace.model === 'open') return { ...pace, maxInFlight: connections };
    const { from, to } = scaled(pace.users, connections / peak);
    return { ...pace, users: { from: whole(from), to: whole(to) } };
  });
}

function resizedOther(load: Exclude<Load, PhasedLoad>, { connections, durationS, ratePerS }: LoadOverrides): Load {
  if (ratePerS !== null) throw unfit('a rate', load);
  if (load.kind === 'sweep') {
    const maxUsers = connections ?? load.maxUsers;
    const stepMs = durationS === null ? load.stepMs : (durationS * 1000) / sweepSteps(maxUsers).length;
    return { ...load, maxUsers, stepMs };
  }
  if (connections !== null) throw unfit('a number of connections', load);
  if (durationS !== null) throw unfit('a duration', load);
  return load;
}

function unfit(what: string, { kind }: Exclude<Load, PhasedLoad>): UserError {
  const which = kind === 'sweep' ? 'A sweep of users' : 'A load that restarts the server';
  return new UserError({
    message: `${which} does not take ${what}.`,
    nextStep: `Leave ${what} out, or choose a load of phases.`,
  });
}

/** Throws a `UserError` for a load that would measure nothing, never end, or be more than one machine should send. */
export function checkLoad(load: Load): void {
  switch (load.kind) {
    case 'phases':
      load.phases.forEach(checkPace);
      if (!load.phases.some(({ counted }) => counted)) throw outside('counted phases', 0, 1, loadBounds.phases);
      checkRange('seconds in all', longestMs(load)! / 1000, 0.1, loadBounds.totalS);
      break;
    case 'sweep':
      checkWhole('users', load.maxUsers, loadBounds.users);
      checkRange('seconds a step', load.stepMs / 1000, 0.05, 60);
      break;
    case 'restarts':
      checkWhole('restarts', load.times, loadBounds.restarts);
      break;
    default:
      load satisfies never;
  }
}

function checkPace({ pace }: LoadPhase): void {
  checkWhole('connections', mostInFlight(pace), loadBounds.users);
  if (pace.model === 'open') checkRange('requests a second', highest(pace.ratePerS), 0.001, loadBounds.ratePerS);
}

function checkWhole(of: string, value: number, to: number): void {
  if (!Number.isInteger(value)) throw outside(`${of}, in whole numbers`, value, 1, to);
  checkRange(of, value, 1, to);
}

function checkRange(of: string, value: number, from: number, to: number): void {
  if (!(value >= from && value <= to)) throw outside(of, value, from, to);
}

const outside = (of: string, value: number, from: number, to: number) =>
  new UserError({
    message: `A load takes ${from} to ${to} ${of}: ${value} was given.`,
    nextStep: 'Correct that number where the load is set.',
  });

const highest = ({ from, to }: Ramp): number => Math.max(from, to);
const scaled = ({ from, to }: Ramp, factor: number): Ramp => ({ from: from * factor, to: to * factor });
