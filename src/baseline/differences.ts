/** In what a result and its baseline were measured differently, in words; null where nothing that decides speed differs. */

import type { LoadDescription, Machine } from '../model.ts';

/** Updates of the system are let pass, and so is what an older baseline does not tell. */
export function machineDifference(now: Machine, then: Machine): string | null {
  if (now.cpu !== then.cpu) return `the baseline's processor is ${then.cpu}, this one is ${now.cpu}`;
  if (now.cores !== then.cores) {
    return `the baseline was measured with ${then.cores} cores, this machine has ${now.cores}`;
  }
  if (systemOf(now) !== systemOf(then)) return `the baseline was measured on ${then.os}, this result on ${now.os}`;
  if (then.container !== null && now.container !== then.container) {
    return then.container
      ? 'the baseline was measured in a container, this result outside of one'
      : 'this result was measured in a container, the baseline outside of one';
  }
  return null;
}

const systemOf = ({ os }: Machine): string => os.split(' ')[0]!;

export function loadDifference(now: LoadDescription, then: LoadDescription): string | null {
  if (now.name !== then.name) {
    return `the baseline was measured with the load ${then.name}, this result with the load ${now.name}`;
  }
  if (now.model !== then.model) {
    return `the baseline was measured in ${models[then.model]}, this result in ${models[now.model]}`;
  }
  if (now.ratePerS !== then.ratePerS) {
    return `the baseline was measured with ${then.ratePerS} requests a second, this result with ${now.ratePerS}`;
  }
  if (now.connections !== then.connections) {
    return `the baseline was measured with ${then.connections} connections, this result with ${now.connections}`;
  }
  if (now.mix?.endpoints !== then.mix?.endpoints || now.mix?.share !== then.mix?.share) {
    return `the baseline was measured ${mixOf(then)}, this result ${mixOf(now)}`;
  }
  if (now.tap !== then.tap) {
    return then.tap === 'pipe'
      ? "the baseline's database traffic passed the SQL tap, this result's did not"
      : "this result's database traffic passed the SQL tap, the baseline's did not";
  }
  return null;
}

const mixOf = ({ mix }: LoadDescription): string =>
  mix ? `with ${Math.round(mix.share * 100)} % of a mix of ${mix.endpoints} endpoints` : 'alone';

const models = { closed: 'a closed loop', open: 'an open model', mixed: 'a mixed model' } as const;
