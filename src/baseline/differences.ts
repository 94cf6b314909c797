/**
 * In what a result and its baseline were measured differently, in words; null where nothing that decides speed differs.
 * What one of them does not tell, as older baselines do not, is let pass.
 */

import type { LoadDescription, Machine, RequestShape } from '../model.ts';
import type { Baseline } from './baseline.ts';
import { dataDifference } from './data-difference.ts';

/** What a result was measured under, besides the machine. */
export type Conditions = Pick<Baseline, 'load' | 'request' | 'serverRuntime' | 'handlerHash' | 'bodyBytes' | 'queries'>;

/** All but the machine's: figures of another machine may be scaled, those of something else may not. */
export const conditionsDifference = (now: Conditions, then: Conditions): string | null =>
  loadDifference(now.load, then.load) ??
  requestDifference(now.request, then.request) ??
  runtimeDifference(now.serverRuntime, then.serverRuntime) ??
  dataDifference(now, then);

/** Updates of the system are let pass. */
export function machineDifference(now: Machine, then: Machine): string | null {
  if (now.cpu !== then.cpu) return `the baseline's processor is ${then.cpu}, this one is ${now.cpu}`;
  if (now.cores !== then.cores) {
    return `the baseline was measured with ${then.cores} cores, this machine has ${now.cores}`;
  }
  if (systemOf(now) !== systemOf(then)) return `the baseline was measured on ${then.os}, this result on ${now.os}`;
  if (now.container !== null && then.container !== null && now.container !== then.container) {
    return then.container
      ? 'the baseline was measured in a container, this result outside of one'
      : 'this result was measured in a container, the baseline outside of one';
  }
  return null;
}

const systemOf = ({ os }: Machine): string => os.split(' ')[0]!;

function loadDifference(now: LoadDescription, then: LoadDescription): string | null {
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

function requestDifference(now: RequestShape | null, then: RequestShape | null): string | null {
  if (now === null || then === null) return null;
  if (now.method !== then.method) return `the baseline's request was a ${then.method}, this one is a ${now.method}`;
  if (now.contentType !== then.contentType) {
    return `the baseline's request had ${contentOf(then)}, this one has ${contentOf(now)}`;
  }
  return (
    namesDifference('the query parameter', now.query, then.query) ??
    namesDifference('the header', now.headers, then.headers) ??
    bodyDifference(now.bodyBytesUpTo, then.bodyBytesUpTo)
  );
}

const contentOf = ({ contentType }: RequestShape): string => contentType ?? 'no content type';

function namesDifference(what: string, now: string[], then: string[]): string | null {
  const [more] = now.filter((name) => !then.includes(name));
  if (more !== undefined) return `this request has ${what} ${more}, the baseline's had not`;
  const [less] = then.filter((name) => !now.includes(name));
  return less === undefined ? null : `the baseline's request had ${what} ${less}, this one has not`;
}

/** Sizes next to each other may be on two sides of a border. */
function bodyDifference(now: number | null, then: number | null): string | null {
  if (now === null && then === null) return null;
  if (now === null) return "the baseline's request had a body, this one has none";
  if (then === null) return "this request has a body, the baseline's had none";
  return Math.max(now, then) > 4 * Math.min(now, then)
    ? `the baseline's request had a body of up to ${then} bytes, this one has one of up to ${now}`
    : null;
}

/** Versions between which a runtime's speed may change: those of Node by the first number, of Python by the second. */
const release = /^(?:(?:node|bun|deno|java) \d+|\w+ \d+\.\d+)/;

function runtimeDifference(now: string | null, then: string | null): string | null {
  if (now === null || then === null || release.exec(now)?.[0] === release.exec(then)?.[0]) return null;
  return `the baseline's server ran on ${then}, this one on ${now}`;
}
