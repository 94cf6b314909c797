/** What is sent for an endpoint; or what the person is asked first. */

import {
  type Endpoint,
  type EndpointId,
  endpointId,
  type HttpRequest,
  isLoopback,
  type Profile,
  type ProfileWarning,
  UserError,
} from '../model.ts';
import { buildRequest, isSegment, type SampleValues } from './build.ts';
import { mayChangeData } from './consent.ts';
import type { Row } from './data.ts';
import { asksForData, fillSample } from './fill.ts';

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

/** Requests that are sent in turn: one for each row of data, where the sample asks for data. */
export interface RequestsPlan {
  state: 'may-be-sent';
  endpoint: Endpoint;
  /** At least one. */
  requests: HttpRequest[];
  warnings: ProfileWarning[];
}

/** What a load has to fill a sample's `${data:column}` and `${setUp:name}` from; null: it has none. */
export interface LoadValues {
  rows: Row[] | null;
  /** Before the set-up has been sent, its names with any texts: that shows what cannot be filled, and asks for consent. */
  values: Record<string, string> | null;
}

/** Like `planRequest`, for a load. Throws a `UserError` where a sample asks for what is not there, or cannot be sent. */
export function planRequests(
  endpoint: Endpoint,
  origin: string,
  sample: SampleValues | undefined,
  permission: Permission,
  { rows, values }: LoadValues,
): RequestsPlan | Question {
  const plan = planRequest(endpoint, origin, sample, permission);
  if (plan.state !== 'may-be-sent') return plan;
  const { request, ...rest } = plan;
  if (!sample) return { ...rest, requests: [request] };
  const fillings = rows !== null && asksForData(sample) ? rows : [null];
  const requests = fillings.map((row, index) => {
    const filled = fillSample(sample, { row, values });
    const odd = oddValue(sample, filled);
    if (odd !== null) throw unsendable(odd, row && index);
    const built = buildRequest(endpoint, origin, filled);
    // What the sample as written has is there when it is filled, too.
    if (built.state === 'needs-sample') throw unsendable(built.missing[0]!.name, row && index);
    return built.request;
  });
  return { ...rest, requests };
}

/** What takes the value of a row has to be able to: the name of the first that cannot. */
function oddValue(written: SampleValues, filled: SampleValues): string | null {
  const oddIn = (part: 'path' | 'headers', accepts: (value: string) => boolean) =>
    Object.keys(filled[part]).find(
      (name) => filled[part][name] !== written[part][name] && !accepts(filled[part][name]!),
    );
  return oddIn('path', isSegment) ?? oddIn('headers', isHeaderValue) ?? null;
}

/** https://www.rfc-editor.org/rfc/rfc9110#section-5.5 */
const isHeaderValue = (value: string): boolean => /^[\t\x20-\x7e\x80-\xff]*$/.test(value);

function unsendable(name: string, rowIndex: number | null): UserError {
  const where = rowIndex === null ? 'The set-up' : `Row ${rowIndex + 1} of the data`;
  return new UserError({
    message: `${where} gives ${name} a value that cannot be sent there.`,
    nextStep: 'A path takes no empty value, "." or ".."; a header takes no line breaks and only Latin-1 characters.',
  });
}
