import type { Finding, IndexProof, QueryProfile } from '../../model.ts';
import { formatBytes, formatMs, formatRatio, plural } from '../format.ts';
import { bySeverity } from '../severity.ts';
import { proofWords } from '../sql-wording.ts';
import { type Clue, clueOf, type Rule, type Subject, type Words } from './rule.ts';
import { ownQueries } from './statements.ts';

interface IndexClue extends Clue {
  proof: IndexProof;
  /** That the statement was planned with in the baseline. */
  lostIndex: string | null;
}

/** What an index could mend. */
const cured = ['missing-index', 'seq-scan-filter', 'nested-loop-scan', 'join-filter', 'sort-spill'];
/** These are about how often it is asked and for how much: no index changes that. */
const notCured = ['n-plus-one', 'duplicate-query', 'no-limit', 'planning'];

/** One for each index, however many statements and endpoints gain by it. It stands for all that is wrong with their plans. */
export const addIndex: Rule<IndexClue> = {
  kind: 'add-index',
  find: (subject) =>
    ownQueries(subject).flatMap((query) =>
      worthwhile(query, subject.findings).map((proof) => clue(subject, query, proof)),
    ),
  word: (clues, all) => {
    const proven = clues.find(({ proof }) => proof.state === 'proven');
    return proven ? provenWords(proven, all) : openWords(clues[0]);
  },
};

/** All that were measured to help; else the most promising, where a finding asks for one. */
function worthwhile({ proofs, fingerprint }: QueryProfile, findings: Finding[]): IndexProof[] {
  const proven = proofs.filter(({ state }) => state === 'proven');
  if (proven.length > 0) return [...new Map(proven.map((proof) => [proof.ddl, proof])).values()];
  const isAskedFor = findings.some((finding) => finding.fingerprint === fingerprint && cured.includes(finding.rule));
  return isAskedFor ? proofs.filter(({ state }) => state !== 'no-gain').slice(0, 1) : [];
}

function clue(subject: Subject, query: QueryProfile, proof: IndexProof): IndexClue {
  const explains = subject.findings.filter(
    ({ fingerprint, rule }) => fingerprint === query.fingerprint && !notCured.includes(rule),
  );
  const costMs = Math.max(0, ...explains.map(({ impactMs }) => impactMs));
  const severity = explains.map((finding) => finding.severity).sort(bySeverity)[0] ?? 'LOW';
  const common = {
    cure: proof.ddl,
    fingerprint: query.fingerprint,
    proof,
    lostIndex: lostIndexOf(query),
    explains,
  };
  if (proof.state !== 'proven') {
    const takes = `its statement takes ${formatMs(query.msPerRequest)} of the ${formatMs(subject.requestMs)} that a request takes alone`;
    const [worst] = explains.toSorted((a, b) => b.impactMs - a.impactMs);
    return clueOf(subject, { ...common, figure: worst ? `${worst.title}; ${takes}` : takes, severity, costMs });
  }
  const savesMs = query.msPerRequest * (1 - 1 / proof.factor);
  const gain = `${formatMs(proof.beforeMs)} → ${formatMs(proof.afterMs)} a call (${formatRatio(proof.factor)} faster)`;
  const saved = `saves ${formatMs(savesMs)} of the ${formatMs(subject.requestMs)} that a request takes alone`;
  return clueOf(subject, { ...common, figure: `${gain}, ${saved}`, severity, savesMs, costMs: savesMs });
}

/** The baseline had it, and the plan of today has not. */
function lostIndexOf({ before }: QueryProfile): string | null {
  if (before?.state !== 'known') return null;
  return before.steps.flatMap(({ was, now }) => (was?.index && was.index !== now?.index ? [was.index] : []))[0] ?? null;
}

/** `orders (customer_id)` */
const targetOf = ({ ddl, table }: IndexProof): string => / ON (.+)$/s.exec(ddl)?.[1] ?? table;

/** Another index of the run that begins with the same columns: it was proven elsewhere, and probably does here as well. */
function widerWords(proof: IndexProof, all: Subject[]): string {
  const beginning = `${targetOf(proof).replace(/\)$/, '')}, `;
  const proven = all.flatMap(ownQueries).flatMap(({ proofs }) => proofs.filter(({ state }) => state === 'proven'));
  const wider = proven.map(targetOf).find((target) => target.startsWith(beginning));
  return wider ? ` One on ${wider} is recommended too and begins with the same columns: it may serve both.` : '';
}

const lostWords = ({ lostIndex }: IndexClue): string =>
  lostIndex === null ? '' : `The baseline’s plan used the index ${lostIndex}: see whether it was dropped. `;

function provenWords(clue: IndexClue, all: Subject[]): Words {
  const { proof } = clue;
  if (proof.state !== 'proven') return openWords(clue);
  const measured = `Measured with the index built and rolled back, median of ${plural(proof.runs, 'run')} each.`;
  const price = `It takes ${formatBytes(proof.indexBytes)} and ${formatMs(proof.buildMs)} to build on ${plural(proof.tableRows, 'row')}; CREATE INDEX CONCURRENTLY spares the writers of a live table the wait.`;
  return {
    title: `Add an index on ${targetOf(proof)}`,
    advice: `${lostWords(clue)}${measured} ${price}${widerWords(proof, all)}`,
    code: proof.ddl,
  };
}

function openWords(clue: IndexClue): Words {
  const { proof } = clue;
  const { text } = proofWords(proof);
  return { title: `Try an index on ${targetOf(proof)}`, advice: `${lostWords(clue)}${text}`, code: proof.ddl };
}
