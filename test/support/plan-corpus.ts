/** The plans in test/plans, each with the statement, how often an endpoint ran it, and the findings that it has to get. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { QueryProfile, Severity } from '../../src/model.ts';
import { readPlan } from '../../src/sql/plan.ts';

/** One of cases.sql. */
export interface CorpusCase {
  number: string;
  name: string;
  /** PostgreSQL's major version. */
  on: string;
  /** Statements that go before it in the same transaction, settings above all. */
  setUp: string[];
  statement: string;
  calls: number;
  /** Calls among them that repeat the parameters of another. */
  repeated: number;
  attribution: QueryProfile['attribution'];
  /** False for what has no plan, such as SAVEPOINT. */
  explained: boolean;
}

/** NN-plan.json */
export interface CorpusPlan extends Omit<CorpusCase, 'number' | 'on' | 'explained'> {
  /** `postgres (PostgreSQL) 18.4` */
  postgres: string;
  msPerCall: number;
  rowsPerCall: number;
  /** What EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) printed. */
  printed: unknown;
}

/** NN-expect.json: all findings, costliest first, and the rules that come close but have to stay silent. */
export interface CorpusExpectation {
  findings: { rule: string; severity: Severity; node?: number[] }[];
  nearMissOf: string[];
}

/**
 * Each case begins with `-- NN: what it is`; lines `-- on: 15`, `-- calls: 25, 6 repeated`, `-- varying` and
 * `-- without a plan` may follow. The last statement is the one that the endpoint runs.
 */
export function readCases(script: string): CorpusCase[] {
  return script.split(/^(?=-- \d\d: )/m).flatMap((block) => {
    const [, number, name] = /^-- (\d\d): (.*)$/m.exec(block) ?? [];
    if (number === undefined || name === undefined) return [];
    const statements = block
      .replaceAll(/^--.*\n/gm, '')
      .split(/;\n/)
      .map((text) => text.trim())
      .filter((text) => text !== '');
    const [, calls = '1', repeated = '0'] = /^-- calls: (\d+)(?:, (\d+) repeated)?$/m.exec(block) ?? [];
    return {
      number,
      name,
      on: /^-- on: (\d+)$/m.exec(block)?.[1] ?? '18',
      setUp: statements.slice(0, -1),
      statement: statements.at(-1) ?? '',
      calls: Number(calls),
      repeated: Number(repeated),
      source: null,
      attribution: /^-- varying$/m.test(block) ? ('varying' as const) : ('constant' as const),
      explained: !/^-- without a plan$/m.test(block),
    };
  });
}

export interface CorpusEntry {
  number: string;
  plan: CorpusPlan;
  expected: CorpusExpectation;
}

const folder = join(import.meta.dirname, '../plans');
const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'));

export const corpus = (): CorpusEntry[] =>
  readdirSync(folder)
    .flatMap((name) => /^(\d\d)-plan\.json$/.exec(name)?.[1] ?? [])
    .sort()
    .map((number) => ({ number, plan: read(`${number}-plan.json`), expected: read(`${number}-expect.json`) }));

/** As the SQL stage hands it over, had an endpoint run the statement so. */
export function profileOf(plan: CorpusPlan): QueryProfile {
  const same = (value: number) => ({ min: value, median: value, max: value });
  return {
    fingerprint: plan.name,
    text: plan.statement,
    source: null,
    attribution: plan.attribution,
    callsPerRequest: same(plan.calls),
    msPerCall: same(plan.msPerCall),
    msPerRequest: plan.calls * plan.msPerCall,
    rowsPerCall: plan.rowsPerCall,
    duplicateCallsPerRequest: plan.repeated,
    plan: planOutcomeOf(plan.printed),
    parameters: null,
    proofs: [],
    before: null,
  };
}

function planOutcomeOf(printed: unknown): QueryProfile['plan'] {
  if (printed === null) return { state: 'refused', reason: 'It has no plan.' };
  const { root, planningMs, executionMs, jitMs } = readPlan(printed);
  if (planningMs === null || executionMs === null) throw new Error('It was not executed.');
  return { state: 'executed', source: 'replay', root, planningMs, executionMs, jitMs, json: '' };
}
