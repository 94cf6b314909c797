/** The requests on the side that tell how an endpoint behaves as HTTP. */

import { sidePlans } from '../burst/side-plans.ts';
import { type HttpEvidence, httpBehaviour } from '../measure/http-behaviour.ts';
import { median } from '../measure/statistics.ts';
import type { HttpBehaviour, Recording } from '../model.ts';
import { mayChangeData } from '../request/consent.ts';
import type { RequestsPlan } from '../request/plan.ts';
import type { ProfileRun } from './run.ts';

export type AskedAside = Pick<HttpEvidence, 'conditional' | 'encodings'>;

/** One after the other. Null for a request that may change data: it is sent no more often than it has to be. */
export async function askAside(
  { requests }: RequestsPlan,
  probes: Recording,
  { limits, callQuietly }: ProfileRun,
): Promise<AskedAside | null> {
  const request = requests[0]!;
  if (mayChangeData(request.method) || probes.firstHead === null) return null;
  const plans = sidePlans(request, probes.firstHead, median(probes.samples.latencyMs), limits);
  const conditional = plans.conditional && (await callQuietly(plans.conditional));
  const encodings: AskedAside['encodings'] = [];
  for (const { offered, plan } of plans.encodings) encodings.push({ offered, recording: await callQuietly(plan) });
  return { conditional, encodings };
}

export const behaviourOf = (asked: AskedAside | null, probes: Recording, recording: Recording): HttpBehaviour | null =>
  asked && httpBehaviour({ ...asked, probes, recording });
