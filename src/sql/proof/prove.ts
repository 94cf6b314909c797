import pg from 'pg';
import type { IndexProof, PlanNode, QueryProfile } from '../../model.ts';
import { hindranceIn } from '../catalog.ts';
import { type DirectConfig, onConnection, settle } from '../connection.ts';
import { constantsIn } from '../parser.ts';
import { decide } from '../policy.ts';
import { failureMessage } from '../replay.ts';
import type { CapturedStatement } from '../tap/protocol.ts';
import { type Candidate, candidatesFor } from './candidates.ts';
import { estimateWith } from './estimate.ts';
import { buildHindrance, expectedBuildMs } from './guards.ts';
import { type Measurable, measureAsIs, measureWith, type Timing, type Trial } from './measure.ts';
import { tablesOf } from './tables.ts';
import { indexWishes, type Wish } from './wishes.ts';

export interface ProofOptions {
  config: DirectConfig;
  /** Whether indexes may be built, in transactions that are rolled back. */
  mayBuild: boolean;
  signal: AbortSignal;
}

export type ExplainedQuery = Omit<QueryProfile, 'parameters' | 'proofs' | 'before'>;

/** An index is offered when the statement gets this much faster, and a request by this much. */
const leastFactor = 1.5;
const leastGainMs = 1;

/**
 * Indexes that a statement lacks, with what they bring where that may be measured. Looks nowhere where no index could
 * bring a millisecond a request. Rejects when the database cannot be asked, or the signal aborts.
 */
export async function proveIndexes(
  query: ExplainedQuery,
  call: CapturedStatement,
  { config, mayBuild, signal }: ProofOptions,
): Promise<IndexProof[]> {
  const wishes = wishesOf(query);
  const { parameters } = call;
  if (wishes.length === 0 || !parameters) return [];
  const statement = { ...call, parameters, shownText: query.text };
  return onConnection(config, signal, async (client) => {
    const candidates = await candidatesOf(client, wishes, query, statement);
    if (candidates.length === 0) return [];
    if (!mayBuild) return proposals(candidates);
    const proofs = await trials(client, statement, candidates, query.callsPerRequest.median);
    return withoutSurpassed(proofs);
  });
}

function wishesOf({ attribution, plan, msPerRequest, callsPerRequest }: ExplainedQuery): Wish[] {
  if (attribution !== 'constant' || msPerRequest < leastGainMs) return [];
  if (plan.state !== 'executed' && plan.state !== 'estimated') return [];
  const calls = callsPerRequest.median;
  return indexWishes(plan.root).filter(({ ms }) => ms === null || ms * calls >= leastGainMs);
}

async function candidatesOf(
  client: pg.Client,
  wishes: Wish[],
  { text }: ExplainedQuery,
  statement: Measurable,
): Promise<Candidate[]> {
  await client.query('BEGIN READ ONLY');
  await settle(client, statement.searchPath);
  const names = [...new Set(wishes.map(({ relation }) => relation))];
  const tables = await tablesOf(client, names, statement.text);
  await client.query('ROLLBACK');
  return candidatesFor(wishes, tables, new Set(constantsIn(text).map(({ value }) => value)));
}

const shown = ({ ddl, table, node }: Candidate) => ({ ddl, table, node });

/** Of each node only the most promising: which one is best, nobody knows before they are tried. */
function proposals(candidates: Candidate[]): IndexProof[] {
  const first = candidates.filter(
    ({ node }, index) => candidates.findIndex((other) => isSameNode(other.node, node)) === index,
  );
  return first.map((candidate) => ({
    state: 'proposed',
    ...shown(candidate),
    database: candidate.facts.database,
    tableRows: Math.max(0, candidate.facts.rows),
    tableBytes: candidate.facts.bytes,
    expectedBuildMs: expectedBuildMs(candidate.facts),
  }));
}

async function trials(
  client: pg.Client,
  statement: Measurable,
  candidates: Candidate[],
  calls: number,
): Promise<Tried[]> {
  const hindrance = await executionHindrance(client, statement);
  const before = hindrance === null ? await measureAsIs(client, statement) : null;
  const tried: Tried[] = [];
  for (const candidate of candidates) {
    const reason = hindrance ?? (await buildHindrance(client, candidate.facts));
    const proof =
      before && reason === null
        ? await measured(client, statement, candidate, before, calls)
        : await estimated(client, statement, candidate, reason ?? '');
    if (proof) tried.push({ candidate, proof });
  }
  return tried;
}

interface Tried {
  candidate: Candidate;
  proof: IndexProof;
}

/** Why the statement itself must not be run again: the same rules as for its plan. */
async function executionHindrance(client: pg.Client, { text, searchPath }: Measurable): Promise<string | null> {
  const decision = decide(text);
  if (decision.kind !== 'execute') return decision.reason;
  await client.query('BEGIN READ ONLY');
  await settle(client, searchPath);
  const reason = await hindranceIn(client, decision.references);
  await client.query('ROLLBACK');
  return reason;
}

async function measured(
  client: pg.Client,
  statement: Measurable,
  candidate: Candidate,
  before: Timing,
  calls: number,
): Promise<IndexProof> {
  try {
    const trial = await measureWith(client, statement, candidate, before.runs);
    return verdictOn(trial, candidate, before, calls);
  } catch (error) {
    // A lost connection takes no further question.
    if (!(error instanceof pg.DatabaseError)) throw error;
    return { state: 'refused', ...shown(candidate), reason: buildFailure(error, candidate) };
  }
}

function verdictOn({ timing, ...built }: Trial, candidate: Candidate, before: Timing, calls: number): IndexProof {
  const figures = { beforeMs: before.ms, afterMs: timing.ms };
  const factor = before.ms / Math.max(timing.ms, 0.001);
  if (!uses(timing.root, candidate.name)) {
    const reason = `Rows of ${candidate.table} had changed moments before, so that the new index could not be used yet.`;
    return built.isTooFresh
      ? { state: 'refused', ...shown(candidate), reason }
      : { state: 'no-gain', ...shown(candidate), reason: 'unused', ...figures };
  }
  if (factor < leastFactor || (before.ms - timing.ms) * calls < leastGainMs) {
    return { state: 'no-gain', ...shown(candidate), reason: 'too-small', ...figures };
  }
  return {
    state: 'proven',
    ...shown(candidate),
    ...figures,
    factor,
    runs: timing.runs,
    buildMs: built.buildMs,
    indexBytes: built.indexBytes,
    tableRows: Math.max(0, candidate.facts.rows),
    planAfter: timing.root,
  };
}

const uses = (node: PlanNode, index: string): boolean =>
  node.index === index || node.children.some((child) => uses(child, index));

function buildFailure(error: unknown, { table }: Candidate): string {
  const { code } = error as { code?: string };
  if (code === '55P03') return `Another connection kept ${table} locked, so nothing was built.`;
  if (code === '57014') return `It took too long to build and was given up.`;
  return failureMessage(error);
}

/** `null`, so not offered, where the planner would not gain by it. */
async function estimated(
  client: pg.Client,
  statement: Measurable,
  candidate: Candidate,
  reason: string,
): Promise<IndexProof | null> {
  const costs = await estimateWith(client, statement, candidate);
  if (costs === 'not-installed') return { state: 'refused', ...shown(candidate), reason };
  const factor = costs.before / Math.max(costs.after, 0.01);
  if (factor < leastFactor) return null;
  const figures = { costBefore: costs.before, costAfter: costs.after, factor };
  return { state: 'estimated', ...shown(candidate), source: 'hypopg', ...figures, reason };
}

/** Of those that help the same node about as much, the narrowest stays on offer. */
function withoutSurpassed(tried: Tried[]): IndexProof[] {
  return tried.map(({ candidate, proof }) => {
    if (proof.state !== 'proven') return proof;
    const rivals = tried.flatMap((other) =>
      other.proof.state === 'proven' && isSameNode(other.proof.node, proof.node)
        ? [{ ...other, afterMs: other.proof.afterMs }]
        : [],
    );
    const enoughMs = Math.min(...rivals.map(({ afterMs }) => afterMs)) * 1.25 + 0.05;
    const [best] = rivals
      .filter(({ afterMs }) => afterMs <= enoughMs)
      .sort((a, b) => a.candidate.width - b.candidate.width || a.afterMs - b.afterMs);
    if (best?.candidate === candidate) return proof;
    const { beforeMs, afterMs } = proof;
    return { state: 'no-gain', ...shown(candidate), reason: 'surpassed', beforeMs, afterMs };
  });
}

const isSameNode = (one: number[], other: number[]): boolean => one.join() === other.join();
