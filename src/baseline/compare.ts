/** Says how a result stands against the saved baseline. */

import type { Calibration, Comparison, RoundSummary, Verdict } from '../model.ts';
import type { Baseline } from './baseline.ts';
import { type Conditions, conditionsDifference, machineDifference } from './differences.ts';
import { type Judgement, judge, type Rounds } from './judge.ts';
import { machineRatioOf, noiseOf, scaleOf } from './noise.ts';
import { middleOf } from './shift.ts';

/** Changes this small are nobody's regression, whatever their ratio: a desktop's scheduler does as much. */
const floorsMs = { p50: 0.2, p95: 0.5 };
/** Of fewer answers the p95 of a round is one of its slowest two. */
const fewestAnswersOfP95 = 40;

/** A baseline is one, too. */
export type Comparable = Conditions & Pick<Baseline, 'machine' | 'calibration' | 'summary' | 'rounds'>;

export function compare(now: Comparable, baseline: Baseline | null): Verdict {
  if (baseline === null) return { state: 'no-baseline' };
  const reason = machineDifference(now.machine, baseline.machine) ?? conditionsDifference(now, baseline);
  if (reason) return { state: 'incomparable', reason };

  const scaled = scaledBy(now.calibration, baseline.calibration);
  const rounds = { now: now.rounds, baseline: baseline.rounds };
  const measuredMs = now.load.rounds * now.load.roundMs;
  const of = (figure: 'p50' | 'p95') => {
    const ms = { ...figuresOf(figure, rounds, scaled?.by ?? 1), roundMs: measuredMs / rounds.now.length };
    const noise = noiseOf(figure, ms, [now.calibration, baseline.calibration]);
    return { noise, ...judge(ms, noise, floorsMs[figure]) };
  };
  const p50 = of('p50');
  const p95 = of('p95');
  // The tail is less certain by far: it decides where it is certainly worse, and never makes a verdict uncertain.
  const decidedBy = tellsOfTail(rounds) && rank(p95) > rank(p50) ? 'p95' : 'p50';
  const { says, moreRounds, noise } = decidedBy === 'p95' ? p95 : p50;
  const comparison: Comparison = {
    ratios: {
      p50: p50.estimate,
      p95: p95.estimate,
      p99: ratio(now.summary.p99Ms, baseline.summary.p99Ms * (scaled?.by ?? 1)),
    },
    decidedBy,
    rounds: { now: rounds.now.length, baseline: rounds.baseline.length },
    noiseShare: Math.expm1(Math.hypot(noise.lasting, noise.ofRounds)),
    scaled,
    baseline: savedFigures(baseline),
  };
  return says === 'unsure'
    ? { state: 'inconclusive', moreRounds, ...comparison }
    : { state: 'compared', severity: says, ...comparison };
}

/** A machine that was throttled or busy made the rounds slower too: the baseline is brought nearer to its speed. */
function scaledBy(now: Calibration | null, then: Calibration | null): Comparison['scaled'] {
  const by = scaleOf(now, then);
  if (by === 1) return null;
  const times = machineRatioOf(now, then);
  const took =
    times > 1 ? `${times.toFixed(2)} times as long as` : `${Math.round(100 * times)} % of the time that it took`;
  return { by, reason: `a fixed piece of work took ${took} when the baseline was measured` };
}

/** Rounds without an answer have no figure. */
function figuresOf(figure: 'p50' | 'p95', { now, baseline }: SavedRounds, scale: number): Omit<Rounds, 'roundMs'> {
  const ofRounds = (rounds: RoundFigures[]) => rounds.map((round) => round[`${figure}Ms`]).filter((ms) => ms > 0);
  return { now: ofRounds(now), baseline: ofRounds(baseline).map((ms) => ms * scale) };
}

type RoundFigures = Pick<RoundSummary, 'count' | 'p50Ms' | 'p95Ms'>;

interface SavedRounds {
  now: RoundFigures[];
  baseline: RoundFigures[];
}

const tellsOfTail = ({ now, baseline }: SavedRounds): boolean =>
  [now, baseline].every(
    (rounds) => middleOf(rounds.map(({ count }) => count).sort((a, b) => a - b)) >= fewestAnswersOfP95,
  );

/** In which order the figures decide: only a tail that is certainly worse comes before the middle. */
const rank = ({ says }: Judgement): number => ['LOW', 'MEDIUM', 'HIGH'].indexOf(says);

function savedFigures({ savedAt, commit, summary }: Baseline): Comparison['baseline'] {
  const { p50Ms, p95Ms, p99Ms, rps } = summary;
  return { savedAt, commit, p50Ms, p95Ms, p99Ms, rps };
}

const ratio = (now: number, then: number): number => (then > 0 ? now / then : 1);
