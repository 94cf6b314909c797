import { type Endpoint, endpointId } from '../model.ts';

/** How a path was put together, a step a line, with the place in the code that says so. */
export const explainEndpoint = (endpoint: Pick<Endpoint, 'method' | 'path' | 'why'>): string =>
  [endpointId(endpoint), ...endpoint.why.map(({ text, file, line }) => `  ${text} (${file}:${line})`)].join('\n');
