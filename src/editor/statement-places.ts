/** Which lines of the source send the statements that were measured, and what is said there. */

import { type Endpoint, type EndpointId, endpointId, type Finding, type QueryProfile } from '../model.ts';
import { formatMean, formatMs } from '../report/format.ts';
import { commands } from './ids.ts';
import type { Lens } from './lens.ts';
import type { Result } from './result-store.ts';

export interface StatementPlace {
  /** Of the endpoint whose requests send it. */
  id: EndpointId;
  /** Relative to the root, with `/`. */
  file: string;
  /** 1-based. */
  line: number;
  query: QueryProfile;
  findings: Finding[];
}

interface Results {
  get(id: EndpointId): Result | undefined;
}

/**
 * Of the results that still hold. A handler that was moved as a whole takes its statements along. What another endpoint
 * may have sent has no place.
 */
export function statementPlaces(endpoints: readonly Endpoint[], results: Results): StatementPlace[] {
  return endpoints.flatMap((endpoint) => {
    const id = endpointId(endpoint);
    const result = results.get(id);
    if (result?.profile.state !== 'measured' || result.stale || result.profile.sql.state !== 'recorded') return [];
    const { sql, findings, endpoint: then } = result.profile;
    return sql.queries.flatMap((query): StatementPlace[] => {
      const { source, fingerprint, attribution } = query;
      if (!source || attribution === 'varying') return [];
      const isInHandler = source.file === then.file && source.line >= then.line && source.line <= then.endLine;
      const moved = isInHandler && endpoint.file === then.file ? endpoint.line - then.line : 0;
      const own = findings.filter((finding) => finding.fingerprint === fingerprint);
      return [{ id, file: source.file, line: source.line + moved, query, findings: own }];
    });
  });
}

/** `3.30 ms in 25 calls a request`. `shared`: other endpoints send it too. */
export function statementLens({ id, query }: StatementPlace, shared: boolean): Lens {
  const calls = query.callsPerRequest.median;
  const count = calls === 1 ? '' : ` in ${formatMean(calls)} calls`;
  return {
    title: `$(database) ${formatMs(query.msPerRequest)}${count} a request${shared ? ` · ${id}` : ''}`,
    tooltip: `What this statement took in requests of ${id}, sent one after the other`,
    command: commands.openEndpoint,
    id,
  };
}
