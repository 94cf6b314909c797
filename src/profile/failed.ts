/** Profiles of endpoints that could not be measured, and why. */

import type { Endpoint, Problem, Profile } from '../model.ts';
import type { ApiUnderTest } from './api-under-test.ts';

export const serverGone: Problem = {
  message: 'It has to run until the measurement is over.',
  nextStep: 'Its last lines say why it ended. If another server answers at that address, end that one first.',
};

export const underLoad = (trouble: Problem | null): Problem =>
  trouble
    ? { ...trouble, message: `It answered one request at a time, but not under load. ${trouble.message}` }
    : { message: 'Not one request was sent in the measured rounds.', nextStep: 'Make them longer.' };

/** A server that ended explains more than what its clients saw of it. */
export function failed(endpoint: Endpoint, problem: Problem, api: ApiUnderTest): Profile {
  const ended = api.server.ended();
  if (!ended) return { state: 'failed', endpoint, problem };
  const message = `The server ended while it was profiled: ${ended.message}. ${problem.message}`;
  return { state: 'failed', endpoint, problem: { message, nextStep: serverGone.nextStep, detail: ended.lastLines } };
}
