import { type Endpoint, endpointId, type UnresolvedEndpoint } from '../model.ts';
import { unresolvedName } from './wording.ts';

/** How a path was put together, a step a line, with the place in the code that says so. */
export const explainEndpoint = (endpoint: Pick<Endpoint, 'method' | 'path' | 'why'>): string =>
  [endpointId(endpoint), ...endpoint.why.map(({ text, file, line }) => `  ${text} (${file}:${line})`)].join('\n');

/** What of a path is missing, why, where, and how it is completed. */
export function explainUnresolved(open: UnresolvedEndpoint): string {
  const { missing, reason, at, key } = open;
  const group = missing === 'prefix' ? 'prefixes' : 'paths';
  return [
    unresolvedName(open),
    `  ${missing === 'prefix' ? 'What stands before this path' : 'Part of this path'} is missing. ${reason} (${at.file}:${at.line})`,
    `  Complete it once to profile it: in the editor, or under routes.${group}["${key}"] in .endpoint-profiler/config.json`,
  ].join('\n');
}
