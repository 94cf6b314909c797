/** Statements, their plans, and what is known of missing indexes, in words: the same in the panel and in a terminal. */

import type {
  IndexProof,
  MaskedParameter,
  PlanOutcome,
  PlanStep,
  QueryBefore,
  QueryProfile,
  StatementAverages,
  Waterfall,
} from '../model.ts';
import { formatBytes, formatCount, formatMean, formatMs, formatRatio, formatShare, plural } from './format.ts';
import { withoutStop } from './sentence.ts';

/** Where a plan comes from, or why there is none. */
export function planWords(plan: PlanOutcome): string {
  switch (plan.state) {
    case 'executed':
      return plan.source === 'replay'
        ? 'run again read-only with the parameters of a real call'
        : 'executed in the request itself (auto_explain)';
    case 'estimated':
      return `estimated only, not executed: ${withoutStop(plan.reason)}`;
    case 'refused':
      return `no plan: ${withoutStop(plan.reason)}`;
    case 'failed':
      return `no plan: ${withoutStop(plan.message)}`;
    default:
      return plan satisfies never;
  }
}

/** A statement on one line, and short enough for one. */
export function statementLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

/** For a column. */
export function planSource(plan: PlanOutcome): string {
  if (plan.state === 'executed') return plan.source === 'replay' ? 'run again' : 'in the request';
  return plan.state === 'estimated' ? 'estimated' : 'none';
}

/** `$1 = ●●● (int4, 4 bytes)`, `$2 = NULL (text)`. */
export function parameterWords({ type, bytes }: MaskedParameter, index: number): string {
  const name = `$${index + 1}`;
  if (bytes === null) return `${name} = NULL${type ? ` (${type})` : ''}`;
  return `${name} = ●●● (${[type, plural(bytes, 'byte')].filter(Boolean).join(', ')})`;
}

/** `Of 41.2 ms, 27.9 ms (68 %) in the database, in 26 statements.` */
export function waterfallWords({ probeMs, databaseMs, statements, leftOut }: Waterfall): string {
  const share = probeMs > 0 ? databaseMs / probeMs : 0;
  const count = plural(statements.length + leftOut, 'statement');
  return `Of ${formatMs(probeMs)}, ${formatMs(databaseMs)} (${formatShare(share)}) in the database, in ${count}.`;
}

/** What is to be known of figures that the database counted itself. */
export function averagesWords({ probes }: StatementAverages): string {
  return `Averages only, as pg_stat_statements counted over ${plural(probes, 'request')} sent one after the other. What other clients asked of the database meanwhile is counted too.`;
}

/** `25 → 1 calls a request, 0.132 → 0.600 ms a call`: only what is another number. Empty where nothing is. */
export function callsChange({ callsPerRequest, msPerCall }: QueryProfile, before: QueryBefore): string {
  if (before.state === 'new') return '';
  const calls = `${formatMean(before.callsPerRequest)} → ${formatMean(callsPerRequest.median)} calls a request`;
  const times = `${formatMs(before.msPerCall)} → ${formatMs(msPerCall.median)} a call`;
  return [before.callsPerRequest === callsPerRequest.median ? '' : calls, times].filter(Boolean).join(', ');
}

export type StepChange = Extract<QueryBefore, { state: 'known' }>['steps'][number];

/** `Index Scan using orders_customer → Seq Scan on orders`, `Sort is new`, `Nested Loop is gone`. */
export function stepName({ was, now }: StepChange): string {
  const relation = (now ?? was)?.relation;
  const on = relation ? ` on ${relation}` : '';
  if (was === null) return `${nodeName(now!)}${on} is new`;
  if (now === null) return `${nodeName(was)}${on} is gone`;
  const [before, after] = [nodeName(was), nodeName(now)];
  return before === after ? `${after}${on}` : `${before} → ${after}${on}`;
}

/** `rows 11 → 4,012, 0.040 ms → 67.3 ms`. */
export function stepFigures({ was, now }: StepChange): string {
  const rows = [was, now].flatMap((step) => (step ? [formatCount(step.rows)] : []));
  const times = [was, now].flatMap((step) => (step?.selfMs == null ? [] : [formatMs(step.selfMs)]));
  return [`rows ${[...new Set(rows)].join(' → ')}`, times.join(' → ')].filter(Boolean).join(', ');
}

/** `Index Scan using orders_customer on orders, rows 20, 0.040 ms`. */
export function nodeWords(step: PlanStep): string {
  const on = step.relation ? ` on ${step.relation}` : '';
  const time = step.selfMs === null ? [] : [formatMs(step.selfMs)];
  return [`${nodeName(step)}${on}`, `rows ${formatCount(step.rows)}`, ...time].join(', ');
}

const nodeName = ({ type, index }: PlanStep): string => (index ? `${type} using ${index}` : type);

export interface ProofWords {
  title: string;
  /** What was measured, or why it was not. */
  text: string;
}

/** What is known of an index that a statement lacks. */
export function proofWords(proof: IndexProof): ProofWords {
  switch (proof.state) {
    case 'proven':
      return {
        title: `Index proven: ${formatMs(proof.beforeMs)} → ${formatMs(proof.afterMs)} (${formatRatio(proof.factor)} faster)`,
        text: `Measured, median of ${plural(proof.runs, 'run')} each. Built in ${formatMs(proof.buildMs)} on ${plural(proof.tableRows, 'row')} and rolled back; it takes ${formatBytes(proof.indexBytes)}.`,
      };
    case 'proposed':
      return {
        title: `An index on ${proof.table} may help`,
        text: `Not tried yet. To prove it, it would be built in ${proof.database} and rolled back: ${proof.table} has about ${plural(proof.tableRows, 'row')} (${formatBytes(proof.tableBytes)}), and whoever writes to it would wait about ${formatMs(proof.expectedBuildMs)}. "allowIndexProof": true under "database" in the configuration allows it.`,
      };
    case 'estimated':
      return {
        title: `An index on ${proof.table} should help: ${formatRatio(proof.factor)} less cost by the planner’s estimate`,
        text: `Estimated with HypoPG, not measured: ${withoutStop(proof.reason)}. Cost ${formatCount(proof.costBefore)} → ${formatCount(proof.costAfter)}.`,
      };
    case 'no-gain':
      return {
        title: `An index on ${proof.table} was tried and is not worth it`,
        text: `${noGain[proof.reason]}: ${formatMs(proof.beforeMs)} without it, ${formatMs(proof.afterMs)} with it.`,
      };
    case 'refused':
      return { title: `An index on ${proof.table} may help, but is not proven`, text: `${withoutStop(proof.reason)}.` };
    default:
      return proof satisfies never;
  }
}

const noGain = {
  unused: 'The planner does better without it',
  'too-small': 'It helps hardly',
  surpassed: 'Another one is better',
};
