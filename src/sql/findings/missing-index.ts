import type { Finding, IndexProof, QueryProfile } from '../../model.ts';
import { count, ms } from './format.ts';

/** What an index could mend. */
const cured = ['seq-scan-filter', 'nested-loop-scan', 'join-filter', 'sort-spill'];

/**
 * Lets the findings of a query advise what was found out about indexes, instead of what can only be guessed from the
 * plan. A proven index whose node has no finding brings one of its own.
 */
export function withProofs(findings: Finding[], query: QueryProfile): Finding[] {
  const advised = findings.map((finding) => {
    const proof = cured.includes(finding.rule) ? proofFor(finding, query.proofs) : undefined;
    return proof ? { ...finding, advice: adviceOf(proof) } : finding;
  });
  const open = query.proofs.flatMap((proof) =>
    proof.state === 'proven' && !advised.some(({ advice }) => advice.includes(proof.ddl))
      ? [missingIndex(proof, query)]
      : [],
  );
  return [...advised, ...open];
}

const preference: IndexProof['state'][] = ['proven', 'estimated', 'refused', 'proposed', 'no-gain'];

/** That of the node itself, else of one that it reads from. */
function proofFor({ node }: Finding, proofs: IndexProof[]): IndexProof | undefined {
  const inside = proofs.filter((proof) => node?.every((step, index) => proof.node[index] === step));
  return inside.toSorted(
    (a, b) => a.node.length - b.node.length || preference.indexOf(a.state) - preference.indexOf(b.state),
  )[0];
}

function adviceOf(proof: IndexProof): string {
  const { ddl } = proof;
  switch (proof.state) {
    case 'proven':
      return `Create an index: ${ddl} (${gain(proof)} measured, ${times(proof.factor)} faster).`;
    case 'estimated': {
      const costs = `${count(proof.costBefore)} → ${count(proof.costAfter)}`;
      return `Try an index: ${ddl} (estimated cost ${costs}; not measured: ${proof.reason})`;
    }
    case 'refused':
      return `Try an index: ${ddl} (not measured: ${proof.reason})`;
    case 'proposed':
      return `Try an index: ${ddl}`;
    case 'no-gain':
      return `No index that was tried helps (${ddl}: ${gain(proof)}): ask for fewer rows, or in another way.`;
    default:
      return proof satisfies never;
  }
}

function missingIndex(proof: Extract<IndexProof, { state: 'proven' }>, query: QueryProfile): Finding {
  const impactMs = query.msPerRequest * (1 - 1 / proof.factor);
  return {
    rule: 'missing-index',
    severity: impactMs >= 10 ? 'HIGH' : 'MEDIUM',
    title: `An index on ${proof.table} makes it ${times(proof.factor)} faster`,
    why: `The same statement took ${gain(proof)} once the index was there, which would save ${ms(impactMs)} a request.`,
    advice: adviceOf(proof),
    impactMs,
    fingerprint: query.fingerprint,
    node: proof.node,
  };
}

/** `69.7 → 0.05 ms` */
const gain = ({ beforeMs, afterMs }: { beforeMs: number; afterMs: number }): string =>
  `${ms(beforeMs).replace(/ ms$/, '')} → ${ms(afterMs)}`;

const times = (factor: number): string => `${factor >= 10 ? count(factor) : factor.toFixed(1)}×`;
