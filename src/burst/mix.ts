/** Deals out the requests of a burst: targets by their weight, each one's requests in turn. */

import { type BurstTarget, UserError } from '../model.ts';
import { type DispatchOptions, dispatchOptions } from './dispatch-options.ts';

/** Prepared once, so that sending it allocates nothing. */
export interface PreparedRequest {
  options: DispatchOptions;
  /** Index into the plan's targets. */
  target: number;
}

/** As many as the samples' column can tell apart. */
const mostTargets = 255;

interface Dealt {
  requests: PreparedRequest[];
  next: number;
  weight: number;
  /** What its weight entitles it to, less what it has had. */
  credit: number;
}

/**
 * Smooth weighted round-robin, as nginx deals out its upstreams: the one that is furthest behind its share comes next,
 * so that the order is the same in each run and no target is sent in clumps.
 */
export class Mix {
  readonly origin: string;
  readonly #targets: Dealt[];
  readonly #totalWeight: number;

  /** Throws a `UserError` for an address that is none, for targets on several servers, and for too many of them. */
  constructor(targets: BurstTarget[]) {
    if (targets.length > mostTargets) throw tooMany(targets.length);
    this.#targets = targets.map(({ weight, requests }, target) => ({
      requests: requests.map((request) => ({ options: dispatchOptions(request), target })),
      next: 0,
      weight,
      credit: 0,
    }));
    this.#totalWeight = targets.reduce((sum, { weight }) => sum + weight, 0);
    this.origin = oneOrigin(this.#targets);
  }

  next(): PreparedRequest {
    const targets = this.#targets;
    let chosen = targets[0]!;
    if (targets.length > 1) {
      for (const target of targets) {
        target.credit += target.weight;
        if (target.credit > chosen.credit) chosen = target;
      }
      chosen.credit -= this.#totalWeight;
    }
    const request = chosen.requests[chosen.next]!;
    chosen.next = chosen.next + 1 === chosen.requests.length ? 0 : chosen.next + 1;
    return request;
  }
}

const tooMany = (count: number): UserError =>
  new UserError({
    message: `A mix has at most ${mostTargets} endpoints, and this one has ${count}.`,
    nextStep: 'Take some endpoints out of the load\'s "mix".',
  });

function oneOrigin(targets: Dealt[]): string {
  const origins = new Set(targets.flatMap(({ requests }) => requests.map(({ options }) => options.origin)));
  const [first, second] = origins;
  if (first === undefined) throw new Error('A burst needs a request.');
  if (second === undefined) return first;
  throw new UserError({
    message: `A burst goes to one server, and these requests go to ${first} and ${second}.`,
    nextStep: 'Give all endpoints of a mix the same address of the server, or profile them one by one.',
  });
}
