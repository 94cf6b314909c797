/** The loads that are there without a config, how one is found by its name, and what it is for the engine. */

import { closest } from 'fastest-levenshtein';
import {
  type Endpoint,
  endpointId,
  type Load,
  type LoadPhase,
  type Pace,
  type PhasedLoad,
  type PhasePlan,
  UserError,
} from '../model.ts';

/** Closed loops: what rate a server takes is not known before. */
export const builtInLoads: Record<string, Load> = {
  smoke: phased([during(10, users(1), 'one user')]),
  load: phased([warmUp(10, users(1, 10)), during(40, users(10), 'sustained')]),
  stress: phased([
    warmUp(5, users(10)),
    during(15, users(10), '10 users'),
    during(15, users(20), '20 users'),
    during(15, users(40), '40 users'),
    during(15, users(80), '80 users'),
  ]),
  spike: phased([
    warmUp(5, users(5)),
    during(10, users(5), 'before'),
    during(10, users(100), 'spike'),
    during(15, users(5), 'after'),
  ]),
  // With pauses, so that ten minutes of a fast server are no more than it takes to see it change.
  endurance: phased([warmUp(10, users(10)), during(590, thinking(10, 50, 150), 'sustained')]),
  sweep: { kind: 'sweep', maxUsers: 64, stepMs: 2_000 },
  'cold-start': { kind: 'restarts', times: 5 },
};

/** The default burst has settings of its own; it is no `Load`, and no config can redefine it. */
export const burstName = 'burst';

/** All loads by name; one of the config takes the place of a built-in one. */
export const allLoads = (configured: Record<string, Load>): Record<string, Load> => ({
  ...builtInLoads,
  ...configured,
});

/** Throws a `UserError` that names what there is. `burst` is not looked up here. */
export function findLoad(name: string, configured: Record<string, Load>): Load {
  const loads = allLoads(configured);
  if (Object.hasOwn(loads, name)) return loads[name]!;
  const names = [burstName, ...Object.keys(loads)];
  throw new UserError({
    message: `There is no load "${name}".`,
    nextStep: `Did you mean "${closest(name, names)}"? There are ${names.join(', ')}; the config can add others under "loads".`,
  });
}

/**
 * What a load is put on: the endpoints of its mix, else the chosen ones. Throws a `UserError` where the mix names one
 * that is not among the known.
 */
export function endpointsOf(load: Load, chosen: Endpoint[], known: readonly Endpoint[]): Endpoint[] {
  if (load.kind !== 'phases' || load.mix === null) return chosen;
  const ids = known.map(endpointId);
  return Object.keys(load.mix).map((id) => {
    const found = known.find((endpoint) => endpointId(endpoint) === id);
    if (found) return found;
    throw new UserError({
      message: `The mix of this load names ${id}, which is not among the routes.`,
      nextStep: ids.length > 0 ? `Did you mean "${closest(id, ids)}"?` : 'No routes were found at all.',
    });
  });
}

/** Phases that count are rounds. */
export const phasePlans = ({ phases }: PhasedLoad): PhasePlan[] =>
  phases.map(({ name, pace, durationMs, counted }) => ({
    kind: counted ? 'round' : 'warm-up',
    name,
    pace,
    durationMs,
    maxRequests: Number.POSITIVE_INFINITY,
  }));

function users(from: number, to = from): Pace {
  return { model: 'closed', users: { from, to }, think: { minMs: 0, maxMs: 0 } };
}

function thinking(count: number, minMs: number, maxMs: number): Pace {
  return { model: 'closed', users: { from: count, to: count }, think: { minMs, maxMs } };
}

function warmUp(seconds: number, pace: Pace): LoadPhase {
  return { ...during(seconds, pace, 'warm-up'), counted: false };
}

function during(seconds: number, pace: Pace, name: string): LoadPhase {
  return { name, pace, durationMs: seconds * 1000, counted: true };
}

function phased(phases: LoadPhase[]): PhasedLoad {
  return { kind: 'phases', phases, mix: null, data: null, setUp: null, stopAtErrorShare: 0.5 };
}
