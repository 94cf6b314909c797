/** The last profile of each endpoint in this session, and whether its handler has been edited since. */

import { type Endpoint, type EndpointId, endpointId, type MeasuredProfile, type Profile } from '../model.ts';
import type { HandlerHash } from '../routes/handler-hash.ts';
import { Emitter } from './emitter.ts';

/** What a run was asked for. */
export interface Asked {
  endpoints: Endpoint[];
  /** Null: the default burst, of each endpoint by itself. Of a load profile they are a mix, or one alone. */
  loadName: string | null;
}

export interface Result {
  profile: Profile;
  /** The handler's text is not the one that was measured. */
  stale: boolean;
  /** It has been saved as the baseline. */
  isBaseline: boolean;
}

export class ResultStore {
  readonly #results = new Map<EndpointId, Result & { measuredHash: HandlerHash | null; asked: Asked | null }>();
  readonly #changed = new Emitter<EndpointId>();
  readonly #measured = new Emitter<MeasuredProfile>();

  readonly onDidChange = this.#changed.event;
  /** A new result is there. */
  readonly onDidMeasure = this.#measured.event;

  get all(): Result[] {
    return [...this.#results.values()];
  }

  get(id: EndpointId): Result | undefined {
    return this.#results.get(id);
  }

  /** What the run of this result was asked for; null where nobody said. */
  askedFor(id: EndpointId): Asked | null {
    return this.#results.get(id)?.asked ?? null;
  }

  /** `hash` is the handler's when the run began. What says nothing about the speed never hides an earlier figure. */
  set(profile: Profile, hash: HandlerHash | null, asked: Asked | null = null): void {
    const id = endpointId(profile.endpoint);
    if (isUntold(profile) && this.#results.get(id)?.profile.state === 'measured') return;
    this.#results.set(id, { profile, stale: false, isBaseline: false, measuredHash: hash, asked });
    this.#changed.fire(id);
    if (profile.state === 'measured') this.#measured.fire(profile);
  }

  /** The same measurement, judged together with those of the other endpoints. */
  judgeAgain(profile: Profile): void {
    const id = endpointId(profile.endpoint);
    const result = this.#results.get(id);
    if (profile.state !== 'measured' || result?.profile.state !== 'measured' || result.profile === profile) return;
    if (result.profile.measuredAt !== profile.measuredAt) return;
    result.profile = profile;
    this.#changed.fire(id);
  }

  /** Nothing where another result has taken its place meanwhile. */
  markAsBaseline(profile: Profile, isBaseline = true): void {
    const id = endpointId(profile.endpoint);
    const result = this.#results.get(id);
    if (result?.profile !== profile) return;
    result.isBaseline = isBaseline;
    this.#changed.fire(id);
  }

  /** Compares with the text of now; null when it cannot be read, then nothing is claimed. */
  compareHandler(id: EndpointId, hash: HandlerHash | null): void {
    const result = this.#results.get(id);
    if (!result) return;
    const stale = hash !== null && result.measuredHash !== null && hash !== result.measuredHash;
    if (stale === result.stale) return;
    result.stale = stale;
    this.#changed.fire(id);
  }
}

/**
 * Cancelled, or waiting for an answer that the person is just being asked for. A part of a load profile is told: it may
 * be minutes of work, and its phases or steps are worth something each.
 */
const isUntold = (profile: Profile): boolean =>
  ['cancelled', 'needs-consent', 'needs-sample'].includes(profile.state) ||
  (profile.state === 'measured' &&
    profile.load.name === 'burst' &&
    profile.warnings.some((warning) => warning.kind === 'partial' && warning.reason === 'cancelled'));
