import { comparisonOf, type MeasuredProfile, type QueryProfile } from '../../model.ts';
import { intervalWords } from '../comparison-wording.ts';
import { formatMs } from '../format.ts';
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
  /** Statements that are a reason: they take longer than they did, or are new. The one that grew most first. */
  grown: QueryProfile[];
}

/** Both are needed: less is within what two runs differ by. */
const leastGrowth = { factor: 1.2, ms: 0.5 };
/** A statement is a reason where it makes up that much of what the request takes longer. */
const reasonShare = 0.3;

/** Slower than its baseline for certain, and nothing that was said before tells why: where the time went. */
export const regression: Rule<SlowerClue> = {
  kind: 'regression',
  find(subject) {
    const { verdict, endpoint } = subject.profile;
    const comparison = comparisonOf(verdict);
    if (!comparison || verdict.state !== 'compared' || verdict.severity === 'OK' || verdict.severity === 'FASTER')
      return [];
    const ratio = comparison.ratios[comparison.decidedBy];
    // Alone it is taken to have become slower as much as under load.
    const slowerMs = subject.requestMs * (1 - 1 / ratio.value);
    const change = databaseChange(subject.profile, slowerMs);
    const isKnown = change?.grown.some(({ fingerprint }) =>
      subject.clues.some((clue) => clue.fingerprint === fingerprint),
    );
    if (isKnown) return [];
    const slower = `${comparison.decidedBy} ${intervalWords(ratio)} of the baseline`;
    const alone = `; alone it takes ${formatMs(subject.requestMs)} now`;
    const sql = change ? `, its statements ${formatMs(change.thenMs)} → ${formatMs(change.nowMs)}` : '';
    const { commit } = comparison.baseline;
    return [
      clueOf(subject, {
        cure: subject.id,
        figure: slower + alone + sql,
        severity: verdict.severity,
        costMs: slowerMs,
        change,
        commit: commit && shortened(commit),
        file: endpoint.file,
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
function databaseChange(profile: MeasuredProfile, slowerMs: number): DatabaseChange | null {
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
    grown: known
      .filter((query) => hasGrown(query) && growthMs(query) >= reasonShare * slowerMs)
      .sort((a, b) => growthMs(b) - growthMs(a)),
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
  if (!worst) return 'Its statements are not the reason: look at its handler, and at what it calls.';
  const statement = statementLine(worst.text);
  return worst.before?.state === 'new'
    ? `It sends a statement that it did not send then: ${statement}`
    : `Look at this statement first, which takes ${formatMs(thenOf(worst))} → ${formatMs(worst.msPerRequest)} a request: ${statement}`;
}

/** What a baseline file says is only taken for a commit if it looks like one: this is to be pasted into a shell. */
const shortened = (commit: string): string | null => (/^[0-9a-f]{7,64}$/i.test(commit) ? commit.slice(0, 7) : null);
const quoted = (file: string): string =>
  /^[\w./-]+$/.test(file) ? file : `'${file.replaceAll("'", String.raw`'\''`)}'`;
