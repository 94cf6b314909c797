import type { Finding, QueryProfile } from '../../model.ts';
import { parseStatements } from '../parser.ts';
import { ms } from './format.ts';

const fewestCalls = 5;
const manyCalls = 20;

/** The same statement again and again within one request: most often a loop over the rows of another. */
export function nPlusOne(query: QueryProfile): Finding[] {
  const calls = query.callsPerRequest.median;
  if (calls < fewestCalls || !isData(query.text)) return [];
  return [
    {
      rule: 'n-plus-one',
      severity: calls >= manyCalls ? 'HIGH' : 'MEDIUM',
      title: `One query runs ${calls} times a request`,
      why: `${calls} calls take ${ms(query.msPerRequest)} a request together, ${ms(query.msPerCall.median)} each.`,
      advice: 'Ask once for all of them: a JOIN, or WHERE … = ANY($1) with the list of keys.',
      impactMs: query.msPerRequest * (1 - 1 / calls),
      fingerprint: query.fingerprint,
    },
  ];
}

const dataStatements = ['SelectStmt', 'InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt'];

/** BEGIN, COMMIT and SET are nobody's loop over rows. */
function isData(text: string): boolean {
  const [statement] = parseStatements(text) ?? [];
  return statement !== undefined && dataStatements.some((kind) => kind in statement);
}
