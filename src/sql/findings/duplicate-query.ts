import type { Finding, QueryProfile } from '../../model.ts';
import { parseStatements, type SyntaxNode, walk } from '../parser.ts';
import { ms } from './format.ts';

const manyRepeats = 5;
const veryManyRepeats = 20;

/** The same question with the same parameters, asked more than once within one request. */
export function duplicateQuery(query: QueryProfile): Finding[] {
  const repeated = query.duplicateCallsPerRequest;
  const calls = query.callsPerRequest.median;
  if (repeated < 1 || !asksData(query.text)) return [];
  const impactMs = (query.msPerRequest * repeated) / calls;
  return [
    {
      rule: 'duplicate-query',
      severity: repeated >= veryManyRepeats ? 'HIGH' : repeated >= manyRepeats ? 'MEDIUM' : 'LOW',
      title: `Asks the same again in ${repeated} of ${calls} calls`,
      why: `${repeated === 1 ? 'One call repeats' : `${repeated} calls repeat`} another with the same parameters, which takes ${ms(impactMs)} a request.`,
      advice: 'Keep the first answer for the rest of the request.',
      impactMs,
      fingerprint: query.fingerprint,
    },
  ];
}

/**
 * `SELECT 1` and `SELECT nextval('s')` read no table: they are there for what they do. The same goes for a query that
 * locks rows, such as one that takes the next job.
 */
function asksData(text: string): boolean {
  const [statement] = parseStatements(text) ?? [];
  const select = statement?.SelectStmt as SyntaxNode | undefined;
  if (!select || select.lockingClause !== undefined) return false;
  let readsTable = false;
  walk(statement, (name) => {
    readsTable ||= name === 'RangeVar' || name === 'RangeFunction';
  });
  return readsTable;
}
