import type { ExecutedPlan } from '../model.ts';
import { maskPlan } from './masking.ts';
import { parseStatements } from './parser.ts';
import { readPlan } from './plan.ts';
import type { CapturedStatement } from './tap/protocol.ts';

/**
 * The plan of the application's own execution, where the database told it: of the call with the median duration. Null
 * where it told none, or where a text of several statements leaves open which one's it is. `shownText`: as of `maskPlan`.
 */
export function toldPlan(calls: CapturedStatement[], shownText: string): ExecutedPlan | null {
  const told = calls
    .flatMap(({ plan, text, parameters }) => (plan ? [{ ...plan, text, parameters }] : []))
    .sort((a, b) => a.durationMs - b.durationMs);
  const typical = told[(told.length - 1) >> 1];
  if (!typical || parseStatements(typical.text)?.length !== 1) return null;

  const { text, parameters, durationMs, json } = typical;
  // auto_explain puts the time beside the plan, EXPLAIN into it.
  const printed = [{ ...JSON.parse(json), 'Execution Time': durationMs }];
  const masked = maskPlan(printed, text, parameters ?? [null], shownText);
  const { root, jitMs } = readPlan(masked);
  return {
    state: 'executed',
    source: 'auto_explain',
    root,
    planningMs: null,
    executionMs: durationMs,
    jitMs,
    json: JSON.stringify(masked, null, 2),
  };
}
