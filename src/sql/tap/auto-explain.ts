import { readFields } from './messages.ts';
import type { LoggedPlan } from './protocol.ts';

/**
 * The database tells the plan of each statement that it executes, with what it measured, once its module auto_explain
 * is loaded: https://www.postgresql.org/docs/current/auto-explain.html
 */

/**
 * As INFO the plans reach the client whatever its `client_min_messages`, and stay out of the database's own log, unless
 * that is told to take more than warnings.
 */
const settings = {
  'auto_explain.log_min_duration': '0',
  'auto_explain.log_analyze': 'on',
  'auto_explain.log_buffers': 'on',
  'auto_explain.log_timing': 'on',
  'auto_explain.log_format': 'json',
  'auto_explain.log_nested_statements': 'off',
  'auto_explain.log_parameter_max_length': '0',
  'auto_explain.log_level': 'info',
  'auto_explain.sample_rate': '1',
};

/**
 * Nothing is set where the module could not be loaded, where it has no `log_level` (before PostgreSQL 12), where the
 * client has settings of its own for it, or where a pooler answers in the database's place (`processId` is that of the
 * session's start): what is set there would be another client's. The last one answers with a row for each setting.
 */
export const askForPlans = (processId: number): string[] => [
  `LOAD 'auto_explain'`,
  `SELECT pg_catalog.set_config(name, value, false)
   FROM pg_catalog.pg_settings JOIN (VALUES ${values}) AS wanted(name, value) USING (name)
   WHERE pg_catalog.pg_backend_pid() = ${processId}
     AND EXISTS (SELECT FROM pg_catalog.pg_settings WHERE name = 'auto_explain.log_level')
     AND NOT EXISTS (SELECT FROM pg_catalog.pg_settings WHERE name LIKE 'auto\\_explain.%' AND source = 'session')`,
];

const values = Object.entries(settings)
  .map(([name, value]) => `('${name}', '${value}')`)
  .join(', ');

/** Each by itself: a server that does not know one of them resets the others. */
export const askForNoPlans: string[] = Object.keys(settings).map((name) => `RESET ${name}`);

/** Both undo what was set for the session. */
export const undoesSettings = (tag: string): boolean => tag === 'RESET' || tag === 'DISCARD ALL';

/**
 * The plan in a NoticeResponse of auto_explain; `'unreadable'` for one of its notices that holds none, `null` for any
 * other notice. No function of a user can raise one like it: file and routine are the C source's.
 */
export function readLoggedPlan(body: Buffer): LoggedPlan | 'unreadable' | null {
  const { V: severity, F: file, R: routine, M: message = '' } = readFields(body);
  if (severity !== 'INFO' || file !== 'auto_explain.c' || routine !== 'explain_ExecutorEnd') return null;
  const [, durationMs, json] = /^duration: (\d+\.\d+) ms {2}plan:\n(\{.*\})$/s.exec(message) ?? [];
  if (durationMs === undefined || json === undefined) return null;
  try {
    const { 'Query Text': queryText, 'Query Parameters': _, ...plan } = JSON.parse(json);
    return { queryText: String(queryText), durationMs: Number(durationMs), json: JSON.stringify(plan) };
  } catch {
    return 'unreadable';
  }
}
