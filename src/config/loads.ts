/** What people write under `loads`, as the load that is put on a server. */

import type { Load, LoadPhase, Pace, PhasedLoad, SetUp, ThinkTime } from '../model.ts';
import { countedOf, type WrittenLoad, type WrittenPhase, type WrittenSetUp } from './load-schema.ts';

/** The loads of a config by name, with their defaults. */
export const loadsOf = (written: Record<string, WrittenLoad>): Record<string, Load> =>
  Object.fromEntries(Object.entries(written).map(([name, one]) => [name, loadOf(one)]));

/** What the schema has let through has exactly one of the three. */
export function loadOf(written: WrittenLoad): Load {
  const { sweep, restarts } = written;
  if (sweep) return { kind: 'sweep', maxUsers: sweep.maxUsers, stepMs: sweep.stepS * 1000 };
  if (restarts !== undefined) return { kind: 'restarts', times: restarts };
  return phasedOf(written, written.phases ?? []);
}

function phasedOf(written: WrittenLoad, phases: WrittenPhase[]): PhasedLoad {
  const counted = countedOf(phases);
  return {
    kind: 'phases',
    phases: phases.map(
      (phase, index): LoadPhase => ({
        name: phase.name,
        pace: paceOf(phase, written.maxInFlight),
        durationMs: phase.durationS * 1000,
        counted: counted[index]!,
      }),
    ),
    mix: written.mix ?? null,
    data: written.data ?? null,
    setUp: written.setUp ? setUpOf(written.setUp) : null,
    stopAtErrorShare: written.stopAtErrorShare ?? null,
  };
}

function paceOf({ rate, users = 1, rampTo, thinkS = 0 }: WrittenPhase, maxInFlight: number): Pace {
  if (rate !== undefined) return { model: 'open', ratePerS: { from: rate, to: rampTo ?? rate }, maxInFlight };
  return { model: 'closed', users: { from: users, to: rampTo ?? users }, think: thinkOf(thinkS) };
}

function thinkOf(thinkS: number | [number, number]): ThinkTime {
  const [min, max] = Array.isArray(thinkS) ? thinkS : [thinkS, thinkS];
  return { minMs: min * 1000, maxMs: max * 1000 };
}

function setUpOf({ request, headers, body, take }: WrittenSetUp): SetUp {
  const [method = '', path = ''] = request.split(' ');
  const text = typeof body === 'string' || body === null ? body : JSON.stringify(body);
  const named = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  const typed = text === null || named ? headers : { ...headers, 'content-type': 'application/json' };
  return { method, path, headers: typed, body: text, take };
}
