/** What is sent for an endpoint; or what the person is asked first. */

import {
  type Endpoint,
  type EndpointId,
  endpointId,
  type HttpRequest,
  isLoopback,
  type Profile,
  type ProfileWarning,
} from '../model.ts';
import { buildRequest, type SampleValues } from './build.ts';
import { mayChangeData } from './consent.ts';

/** A request that may be sent, and what was assumed to build it. */
export interface RequestPlan {
  state: 'may-be-sent';
  endpoint: Endpoint;
  request: HttpRequest;
  warnings: ProfileWarning[];
}

export interface Permission {
  /** The workspace's config says that this request may change data. */
  allowed: boolean;
  /** What the person has agreed to just now. A host besides this machine is agreed to in no other way. */
  agreed: ReadonlySet<EndpointId>;
}

type Question = Extract<Profile, { state: 'needs-sample' | 'needs-consent' }>;

export function planRequest(
  endpoint: Endpoint,
  origin: string,
  sample: SampleValues | undefined,
  permission: Permission,
): RequestPlan | Question {
  const built = buildRequest(endpoint, origin, sample);
  if (built.state === 'needs-sample') return { state: 'needs-sample', endpoint, missing: built.missing };
  const plan = permit(endpoint, built.request, permission);
  if (plan.state !== 'may-be-sent') return plan;
  return { ...plan, warnings: built.assumed.map((one) => ({ kind: 'assumed-sample', ...one })) };
}

/** For a request that is whole already. */
export function permit(
  endpoint: Endpoint,
  request: HttpRequest,
  { allowed, agreed }: Permission,
): RequestPlan | Extract<Profile, { state: 'needs-consent' }> {
  const { method, url } = request;
  if (!agreed.has(endpointId(endpoint))) {
    if (!isLoopback(url)) return { state: 'needs-consent', endpoint, reason: 'other-host', method, url };
    if (mayChangeData(method) && !allowed) {
      return { state: 'needs-consent', endpoint, reason: 'changes-data', method, url };
    }
  }
  return { state: 'may-be-sent', endpoint, request, warnings: [] };
}
