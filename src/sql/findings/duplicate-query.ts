import type { Finding, QueryProfile } from '../../model.ts';
import { parseStatements } from '../parser.ts';
import { ms } from './format.ts';

const severeFrom = 5;

/** The same question with the same parameters, asked more than once within one request. */
export function duplicateQuery(query: QueryProfile): Finding[] {
  const repeated = query.duplicateCallsPerRequest;
  const calls = query.callsPerRequest.median;
  const [statement] = parseStatements(query.text) ?? [];
  if (repeated < 1 || !statement || !('SelectStmt' in statement)) return [];
  const impactMs = (query.msPerRequest * repeated) / calls;
  return [
    {
      rule: 'duplicate-query',
      severity: repeated >= severeFrom ? 'MEDIUM' : 'LOW',
      title: `${repeated} of ${calls} calls ask the same again`,
      why: `${repeated} calls a request repeat another one with the same parameters, for ${ms(impactMs)}.`,
      advice: 'Keep the first answer for the rest of the request.',
      impactMs,
      fingerprint: query.fingerprint,
    },
  ];
}
