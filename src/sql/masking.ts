import { constantsIn, masked, replaceConstants } from './parser.ts';
import type { ParameterValue } from './tap/protocol.ts';

/** EXPLAIN prints these as they are; everything else it prints as text may quote a parameter. */
const names = new Set([
  ...['Node Type', 'Strategy', 'Partial Mode', 'Join Type', 'Parent Relationship', 'Subplan Name', 'Operation'],
  ...['Relation Name', 'Schema', 'Alias', 'Index Name', 'CTE Name', 'Function Name', 'Table Function Name'],
  ...['Scan Direction', 'Command', 'Sort Method', 'Sort Space Type', 'Cache Mode', 'Storage', 'Trigger Name'],
]);

/**
 * EXPLAIN prints bound parameters as constants. This gives the plan back without them: a constant that does not
 * stand in the statement's own text becomes `$1` where a text parameter has that value, else `'…'`. A client may have
 * put its parameters into the text: `shownText` is what may be seen of it.
 */
export function maskPlan(
  plan: unknown,
  sql: string,
  parameters: (ParameterValue | null)[],
  shownText: string,
): unknown {
  if (parameters.length === 0 && shownText === sql) return plan;
  const own = new Set(constantsIn(shownText).map(({ value }) => value));
  const placeholders = new Map(
    parameters.flatMap((parameter, index) =>
      parameter?.format === 'text' ? [[Buffer.from(parameter.bytes).toString(), `$${index + 1}`] as const] : [],
    ),
  );
  const maskText = (text: string): string =>
    replaceConstants(text, ({ value }) => (own.has(value) ? null : (placeholders.get(value) ?? masked)));
  const mask = (value: unknown): unknown => {
    if (typeof value === 'string') return maskText(value);
    if (Array.isArray(value)) return value.map(mask);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, names.has(key) ? part : mask(part)]));
  };
  return mask(plan);
}
