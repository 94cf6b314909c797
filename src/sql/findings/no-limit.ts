import type { Finding, QueryProfile } from '../../model.ts';
import { parseStatements, type SyntaxNode } from '../parser.ts';
import { count } from './format.ts';

const fewestRows = 1_000;
const manyRows = 10_000;

/** A list without an end: it grows with the table. */
export function noLimit(query: QueryProfile): Finding[] {
  const { rowsPerCall, msPerRequest } = query;
  if (rowsPerCall < fewestRows || !isUnlimited(query.text)) return [];
  return [
    {
      rule: 'no-limit',
      severity: rowsPerCall >= manyRows ? 'MEDIUM' : 'LOW',
      title: `Returns ${count(rowsPerCall)} rows at once`,
      why: `It has no LIMIT, so all ${count(rowsPerCall)} rows are sent and held in memory, and more as the table grows.`,
      advice: 'Send a page at a time: ORDER BY a key, LIMIT, and the last key of the page before.',
      // Of the rows beyond the first thousand, as if all cost the same.
      impactMs: msPerRequest * (1 - fewestRows / rowsPerCall),
      fingerprint: query.fingerprint,
    },
  ];
}

function isUnlimited(text: string): boolean {
  const [statement] = parseStatements(text) ?? [];
  const select = statement?.SelectStmt as SyntaxNode | undefined;
  if (!select) return false;
  const limit = select.limitCount as { A_Const?: { isnull?: boolean } } | undefined;
  return limit === undefined || limit.A_Const?.isnull === true; // LIMIT ALL
}
