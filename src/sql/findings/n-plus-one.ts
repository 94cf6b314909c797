import type { Finding, QueryProfile } from '../../model.ts';
import { parseStatements } from '../parser.ts';
import { ms } from './format.ts';

const fewestCalls = 5;
const manyCalls = 20;

/** The same statement again and again within one request: most often a loop over the rows of another. */
export function nPlusOne(query: QueryProfile): Finding[] {
  const calls = query.callsPerRequest.median;
  const advice = adviceFor(query.text);
  // Calls that are all alike are no loop over rows: they are a query repeated, which is a finding of its own.
  const areAllAlike = query.duplicateCallsPerRequest >= calls - 1;
  if (calls < fewestCalls || areAllAlike || advice === undefined) return [];
  return [
    {
      rule: 'n-plus-one',
      severity: calls >= manyCalls ? 'HIGH' : 'MEDIUM',
      title: `One query runs ${calls} times a request`,
      why: `${calls} calls take ${ms(query.msPerRequest)} a request together, ${ms(query.msPerCall.median)} each.`,
      advice,
      impactMs: query.msPerRequest * (1 - 1 / calls),
      fingerprint: query.fingerprint,
    },
  ];
}

const adviceByKind: Record<string, string> = {
  SelectStmt: 'Ask once for all of them: a JOIN, or WHERE … = ANY($1) with the list of keys.',
  InsertStmt: 'Send all rows at once: INSERT … VALUES with many rows, or INSERT … SELECT … FROM unnest($1, $2).',
  UpdateStmt: 'Change all rows at once: WHERE … = ANY($1), or UPDATE … FROM unnest($1, $2).',
  DeleteStmt: 'Delete all rows at once: WHERE … = ANY($1) with the list of keys.',
  MergeStmt: 'Merge all rows at once: MERGE … USING unnest($1, $2).',
};

/** Nothing for BEGIN, COMMIT and SET: they are nobody's loop over rows. */
function adviceFor(text: string): string | undefined {
  const [statement = {}] = parseStatements(text) ?? [];
  return Object.keys(statement).flatMap((kind) => adviceByKind[kind] ?? [])[0];
}
