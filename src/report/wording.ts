/** Typed results in words, the same in the panel and in every report. */

import type {
  BurstProgress,
  ColdStart,
  ColdStartKind,
  MeasuredProfile,
  Profile,
  ProfileProgress,
  ScanWarning,
  UnresolvedEndpoint,
  Verdict,
} from '../model.ts';
import { formatDate, formatDuration, formatMs, formatMsSpan, formatRatio, plural } from './format.ts';
import { generatorWords, loadWords, type Said } from './load-wording.ts';

/** How bad it is: decides colours and the order of lists. */
export type Tone = 'high' | 'medium' | 'low' | 'good' | 'neutral';

export interface Words {
  tone: Tone;
  /** `MEDIUM`: for a table. */
  short: string;
  /** `MEDIUM · p95 1.63× slower`: for a title. */
  long: string;
}

const tones = { HIGH: 'high', MEDIUM: 'medium', LOW: 'low', OK: 'good', FASTER: 'good' } as const;

export function verdictWords(verdict: Verdict): Words {
  switch (verdict.state) {
    case 'no-baseline':
      return { tone: 'neutral', short: 'no baseline', long: 'no baseline yet' };
    case 'incomparable':
      return { tone: 'neutral', short: 'not comparable', long: 'not comparable with the baseline' };
    case 'inconclusive': {
      const { low, high } = verdict.ratios[verdict.decidedBy];
      const between = `${verdict.decidedBy} ${low.toFixed(2)} to ${formatRatio(high)} of the baseline`;
      return { tone: 'neutral', short: 'inconclusive', long: `inconclusive · ${between}` };
    }
    case 'compared': {
      const { severity, ratios, decidedBy } = verdict;
      const change = severity === 'OK' ? 'of the baseline' : severity === 'FASTER' ? '' : 'slower';
      const long = `${severity} · ${decidedBy} ${formatRatio(ratios[decidedBy].value)} ${change}`.trimEnd();
      return { tone: tones[severity], short: severity, long: severity === 'FASTER' ? `${long} of the baseline` : long };
    }
    default:
      return verdict satisfies never;
  }
}

export function profileWords(profile: Profile | null): Words {
  if (profile === null) return { tone: 'neutral', short: 'not profiled', long: 'not profiled yet' };
  switch (profile.state) {
    case 'measured':
      return verdictWords(profile.verdict);
    case 'needs-sample': {
      const names = profile.missing.map(({ name }) => name).join(', ');
      return { tone: 'neutral', short: 'needs a sample', long: `needs a sample value for ${names}` };
    }
    case 'needs-consent':
      return profile.reason === 'other-host'
        ? { tone: 'neutral', short: 'needs consent', long: 'leaves this machine and waits for your consent' }
        : { tone: 'neutral', short: 'needs consent', long: 'may change data and waits for your consent' };
    case 'cancelled':
      return { tone: 'neutral', short: 'cancelled', long: 'cancelled before it was measured' };
    case 'failed':
      return { tone: 'high', short: 'failed', long: `failed: ${profile.problem.message}` };
    default:
      return profile satisfies never;
  }
}

/** As `profileWords`, of a result that has itself been saved as the baseline since: then no comparison counts. */
export const resultWords = (profile: Profile | null, isBaseline: boolean): Words =>
  isBaseline ? { tone: 'neutral', short: 'baseline', long: savedAsBaseline } : profileWords(profile);

const savedAsBaseline = 'saved as the baseline';

/** What was compared with: `against the baseline of 18 Nov 2025, commit a1b2c3d`. */
export function baselineWords(verdict: Verdict): string {
  switch (verdict.state) {
    case 'no-baseline':
      return 'no baseline saved';
    case 'incomparable':
      return `not compared: ${verdict.reason}`;
    case 'inconclusive':
    case 'compared': {
      const { savedAt, commit } = verdict.baseline;
      return `against the baseline of ${formatDate(savedAt)}${commit ? `, commit ${commit.slice(0, 7)}` : ''}`;
    }
    default:
      return verdict satisfies never;
  }
}

/** The line under a title, without the place in the source. */
export function methodWords(profile: MeasuredProfile, isBaseline: boolean): Said[] {
  const { load, summary, verdict } = profile;
  const tap = load.tap === 'pipe' ? 'with the SQL tap' : 'without a SQL tap';
  const baseline = isBaseline ? savedAsBaseline : baselineWords(verdict);
  return [
    ...loadWords(profile),
    ...[plural(summary.count, 'request'), baseline, tap].map((text) => ({ text })),
    generatorWords(profile),
  ];
}

const coldNames: Record<ColdStartKind, string> = {
  process: 'process',
  route: 'route',
  connection: 'connections',
};

/** `process 412 ms · 90×`, and of several its spread: `process 412 ms · 90×, 398–455 ms in 5 starts`. */
export function coldWords(cold: ColdStart): string {
  const { kind, latencyMs, factor, spreadMs } = cold;
  const words = `${coldNames[kind]} ${formatMs(latencyMs)} · ${formatRatio(factor)}`;
  return spreadMs ? `${words}, ${coldSpreadWords(cold)}` : words;
}

/** `398–455 ms in 5 starts`; what was seen once has no spread: `in 1 start`. */
export function coldSpreadWords({ kind, times, spreadMs }: ColdStart): string {
  const seen = kind === 'connection' ? `on ${plural(times, 'socket')}` : `in ${plural(times, 'start')}`;
  return spreadMs ? `${formatMsSpan(spreadMs.min, spreadMs.max)} ${seen}` : seen;
}

/** What kind of cold start it is, for someone who reads the word for the first time. */
export const coldMeaning: Record<ColdStartKind, string> = {
  process: 'from starting the server to its first ready answer',
  route: 'the first request to this endpoint',
  connection: 'the first requests on new connections',
};

/** `Starting the server`, `Round 3 of 6`, `peak, 40 s left`: what is going on just now. */
export const progressWords = (progress: ProfileProgress): string =>
  [activityWords(progress), timeLeftWords(progress)].filter(Boolean).join(', ');

/** Without what changes from second to second: `Round 3 of 6`, `peak`, `Sweep: 8 users`. */
export function activityWords(progress: ProfileProgress): string {
  switch (progress.stage) {
    case 'burst':
      return phaseWords(progress.burst);
    case 'server':
    case 'probes':
    case 'plans':
      return progress.message;
    default:
      return progress satisfies never;
  }
}

function phaseWords({ phase, name, index, of }: BurstProgress): string {
  const kind = { probe: 'Probe', 'warm-up': 'Warm-up', round: 'Round' }[phase];
  // The phases of a load profile have names that a person gave them.
  if (phase !== 'probe' && !name.startsWith(kind.toLowerCase())) return name;
  return of > 1 ? `${kind} ${index} of ${of}` : kind;
}

/** Of a phase that lasts: nothing is said of its last seconds, nor of probes, which are over when they are answered. */
export function timeLeftWords(progress: ProfileProgress): string {
  if (progress.stage !== 'burst') return '';
  const { phase, leftMs } = progress.burst;
  return phase === 'probe' || leftMs < 3000 ? '' : `${formatDuration(Math.floor(leftMs / 1000) * 1000)} left`;
}

/** What the scan could not make out in a file. */
export function scanWarningWords(warning: ScanWarning): string {
  switch (warning.kind) {
    case 'unreadable-file':
      return `could not be read: ${warning.message}`;
    case 'unparsable-code':
      return `could not be understood: ${warning.message}`;
    case 'unresolved-prefix':
      return `paths may not be complete. ${warning.reason}`;
    case 'unresolved-path':
      return `a path is not known. ${warning.reason}`;
    default:
      return warning satisfies never;
  }
}

/** `GET …/users/{id}`, `GET /api/…`: what is known of the path. */
export const unresolvedName = ({ method, missing, path }: UnresolvedEndpoint): string =>
  `${method} ${missing === 'prefix' ? `…${path}` : `${path}/…`}`;
