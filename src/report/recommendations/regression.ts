import { comparisonOf, type MeasuredProfile, type QueryProfile } from '../../model.ts';
import { formatMs, formatRatio } from '../format.ts';
import { statementLine } from '../sql-wording.ts';
import { type Clue, clueOf, type Rule } from './rule.ts';
import { ownQueries } from './statements.ts';

interface SlowerClue extends Clue {
  change: DatabaseChange | null;
  commit: string | null;
  file: string;
}

interface DatabaseChange {
  thenMs: number;
  nowMs: number;
  /** Statements that take longer than they did, or are new; the one that grew most first. */
  grown: QueryProfile[];
}

/** Both are needed: less is within what two runs differ by. */
const leastGrowth = { factor: 1.2, ms: 0.5 };

/** Slower than its baseline for certain, and nothing that was said before tells why: where the time went. */
export const regression: Rule<SlowerClue> = {
  kind: 'regression',
  find(subject) {
    const { verdict, endpoint } = subject.profile;
    const comparison = comparisonOf(verdict);
    if (verdict.state !== 'compared' || verdict.severity === 'OK' || verdict.severity === 'FASTER') return [];
    const change = databaseChange(subject.profile);
    const isKnown = change?.grown.some(({ fingerprint }) =>
      subject.clues.some((clue) => clue.fingerprint === fingerprint),
    );
    if (!comparison || isKnown) return [];
    const { value, low, high } = comparison.ratios[comparison.decidedBy];
    const slower = `${comparison.decidedBy} ${formatRatio(value)} of the baseline (${formatRatio(low)} to ${formatRatio(high)})`;
    const sql = change ? `; its statements ${formatMs(change.thenMs)} → ${formatMs(change.nowMs)} a request` : '';
    const { commit } = comparison.baseline;
    return [
      clueOf(subject, {
        ...{ cure: subject.id, figure: slower + sql, severity: verdict.severity },
        ...{ change, commit: commit && shortened(commit), file: endpoint.file },
      }),
    ];
  },
  word: ([{ endpoint, change, commit, file }]) => ({
    title: `Find out what made ${endpoint} slower${commit ? ` since commit ${commit}` : ''}`,
    advice: adviceFor(change),
    code: commit ? `git log -p ${commit}.. -- ${quoted(file)}` : null,
  }),
};

/** Null where the baseline knows nothing of statements. */
function databaseChange(profile: MeasuredProfile): DatabaseChange | null {
  const known = ownQueries({ profile }).filter(({ before }) => before !== null);
  const vanished = profile.sql.state === 'recorded' ? profile.sql.vanished : [];
  if (known.length + vanished.length === 0) return null;
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  return {
    thenMs: sum([
      ...known.map(thenOf),
      ...vanished.map(({ callsPerRequest, msPerCall }) => callsPerRequest * msPerCall),
    ]),
    nowMs: sum(known.map(({ msPerRequest }) => msPerRequest)),
    grown: known.filter(hasGrown).sort((a, b) => growthMs(b) - growthMs(a)),
  };
}

const thenOf = ({ before }: QueryProfile): number =>
  before?.state === 'known' ? before.callsPerRequest * before.msPerCall : 0;
const growthMs = (query: QueryProfile): number => query.msPerRequest - thenOf(query);
const hasGrown = (query: QueryProfile): boolean =>
  growthMs(query) >= leastGrowth.ms && query.msPerRequest >= leastGrowth.factor * thenOf(query);

function adviceFor(change: DatabaseChange | null): string {
  if (change === null) return 'What it asked of the database then is not known: look at what was changed since.';
  const [worst] = change.grown;
  if (!worst) return 'Its statements take what they took then: look at its handler, and at what it calls.';
  const statement = statementLine(worst.text);
  return worst.before?.state === 'new'
    ? `It sends a statement that it did not send then: ${statement}`
    : `Look at this statement first, which takes ${formatMs(thenOf(worst))} → ${formatMs(worst.msPerRequest)} a request: ${statement}`;
}

/** What a baseline file says is only taken for a commit if it looks like one: this is to be pasted into a shell. */
const shortened = (commit: string): string | null => (/^[0-9a-f]{7,64}$/i.test(commit) ? commit.slice(0, 7) : null);
const quoted = (file: string): string =>
  /^[\w./-]+$/.test(file) ? file : `'${file.replaceAll("'", String.raw`'\''`)}'`;
