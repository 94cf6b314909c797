import type { PlanOutcome } from '../model.ts';
import { hindranceIn } from './catalog.ts';
import { type DirectConfig, explain, onConnection, settle, statementTimeoutMs } from './connection.ts';
import { errorText } from './error-text.ts';
import { maskPlan } from './masking.ts';
import { readPlan } from './plan.ts';
import { decide } from './policy.ts';
import type { CapturedStatement } from './tap/protocol.ts';

/**
 * Explains one captured statement on a connection of its own, in a read-only transaction that is always rolled back,
 * with the captured parameters bound as they were. Only what `decide` and the catalog call harmless is executed.
 * `shownText`: as of `maskPlan`.
 */
export async function explainStatement(
  statement: CapturedStatement,
  shownText: string,
  config: DirectConfig,
  signal: AbortSignal,
): Promise<PlanOutcome> {
  const decision = decide(statement.text);
  if (decision.kind === 'refuse') return { state: 'refused', reason: decision.reason };
  const { parameters } = statement;
  if (!parameters) return { state: 'refused', reason: 'Its parameters were too large to be kept.' };
  if (signal.aborted) return cancelled;

  try {
    return await onConnection(config, signal, async (client) => {
      await client.query('BEGIN READ ONLY');
      await settle(client, statement.searchPath);
      const reason = decision.kind === 'estimate' ? decision.reason : await hindranceIn(client, decision.references);
      const options = reason === null ? 'ANALYZE, BUFFERS, FORMAT JSON' : 'FORMAT JSON';
      const printed = await explain(client, options, statement, parameters);
      return outcomeOf(maskPlan(JSON.parse(printed), statement.text, parameters, shownText), reason);
    });
  } catch (error) {
    return signal.aborted ? cancelled : { state: 'failed', message: failureMessage(error) };
  }
}

/**
 * How long the database plans it, which is not told where it is executed. Without running it, and the second time: the
 * first one reads the catalog, which the application's connections have done long before. Null where that is not known.
 */
export async function planningMsOf(
  statement: CapturedStatement,
  config: DirectConfig,
  signal: AbortSignal,
): Promise<number | null> {
  const { text, parameters, searchPath } = statement;
  if (decide(text).kind === 'refuse' || !parameters || signal.aborted) return null;
  const options = 'SUMMARY, FORMAT JSON';
  try {
    return await onConnection(config, signal, async (client) => {
      await client.query('BEGIN READ ONLY');
      await settle(client, searchPath);
      await explain(client, options, statement, parameters);
      return readPlan(JSON.parse(await explain(client, options, statement, parameters))).planningMs;
    });
  } catch {
    return null;
  }
}

const cancelled: PlanOutcome = { state: 'failed', message: 'Cancelled before it was explained.' };

function outcomeOf(printed: unknown, reason: string | null): PlanOutcome {
  const { root, planningMs, executionMs, jitMs } = readPlan(printed);
  const json = JSON.stringify(printed, null, 2);
  if (reason !== null || planningMs === null || executionMs === null) {
    return { state: 'estimated', root, json, reason: reason ?? 'The database did not measure it.' };
  }
  return { state: 'executed', source: 'replay', root, planningMs, executionMs, jitMs, json };
}

/** Data exceptions and constraint violations quote values in their messages. */
export function failureMessage(error: unknown): string {
  const { code } = error as { code?: string };
  if (code === '57014') return `EXPLAIN ANALYZE took longer than ${statementTimeoutMs / 1000} s and was ended.`;
  return code !== undefined && /^(22|23|P0)/.test(code)
    ? `PostgreSQL refused it with SQLSTATE ${code}.`
    : errorText(error);
}
