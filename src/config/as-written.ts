import { parse } from 'jsonc-parser';
import type { EndpointId } from '../model.ts';
import { type RequestSample, requestSchema } from './config.ts';

export interface WrittenRequest {
  /** Of the server. */
  url: string | null;
  sample: RequestSample | undefined;
}

/**
 * What a config's text says of an endpoint's request, as it is written: `${env:NAME}` stays, so that the value of a secret
 * goes nowhere. What is not valid counts as not there.
 */
export function requestAsWritten(configText: string, id: EndpointId): WrittenRequest {
  const config = parse(configText, [], { allowTrailingComma: true }) ?? {};
  const url = config.server?.url;
  return {
    url: typeof url === 'string' ? url : null,
    sample: requestSchema.safeParse(config.requests?.[id]).data,
  };
}
