/** One endpoint under ever more users: their number is doubled until throughput stops growing. */

import { fitRounds, stepPlan } from '../burst/plans.ts';
import { joinRecordings } from '../measure/join-recordings.ts';
import { grew, scalingOf, scalingStep } from '../measure/scaling.ts';
import { median } from '../measure/statistics.ts';
import {
  type BurstProgress,
  type Profile,
  type Recording,
  type Scaling,
  type ScalingStep,
  type SweepLoad,
  sweepSteps,
} from '../model.ts';
import type { RequestsPlan } from '../request/plan.ts';
import { type Alone, callAlone } from './alone.ts';
import { conclude, type Loaded } from './result.ts';
import type { ProfileRun } from './run.ts';

interface Step {
  figures: ScalingStep;
  recording: Recording;
}

interface Climb {
  /** At least one. */
  steps: Step[];
  stoppedBy: Scaling['stoppedBy'];
}

/** So that a round that was disturbed is seen as such. */
const roundsOfStep = 3;
/** A server that fails a larger share of its requests has no throughput that could still grow. */
const mostErrors = 0.05;

export async function profileSweep(plan: RequestsPlan, load: SweepLoad, run: ProfileRun): Promise<Profile> {
  const alone = await callAlone(plan, run);
  if (alone.state !== 'answers') return alone;
  const { result: climb, resources } = await run.watched(() => climbUsers(alone, load, run));
  return conclude(alone, { ...sweepResult(climb, alone, load, run), resources }, run);
}

async function climbUsers(alone: Alone, load: SweepLoad, run: ProfileRun): Promise<Climb> {
  const { endpoint, requests } = alone.plan;
  const steps: Step[] = [];
  const all = sweepSteps(load.maxUsers);
  for (const [step, users] of all.entries()) {
    const settings = stepSettings(users, load, median(alone.probes.samples.latencyMs));
    const plan = stepPlan({ weight: 1, requests }, settings, run.limits);
    const recording = await run.burst(endpoint, plan, (burst) => inSweep(burst, step, all.length));
    steps.push({ recording, figures: scalingStep(recording, users) });
    const stoppedBy = reasonToStop(steps);
    if (stoppedBy) return { steps, stoppedBy };
  }
  return { steps, stoppedBy: 'max-users' };
}

/** A sweep that ends before its last step makes the share jump. */
const inSweep = (burst: BurstProgress, step: number, of: number): BurstProgress => ({
  ...burst,
  name: `Sweep: ${burst.name}`,
  done: (step + burst.done) / of,
});

const stepSettings = (users: number, { stepMs }: SweepLoad, requestMs: number) =>
  fitRounds({ connections: users, ratePerS: null, rounds: roundsOfStep, roundMs: stepMs / roundsOfStep }, requestMs);

function reasonToStop(steps: Step[]): Scaling['stoppedBy'] | null {
  const { recording, figures } = steps.at(-1)!;
  if (recording.ended === 'cancelled') return 'cancelled';
  if (recording.ended.startsWith('too-many') || figures.errorRate > mostErrors) return 'errors';
  return grew(steps.map((step) => step.figures)) ? null : 'no-growth';
}

function sweepResult(
  { steps, stoppedBy }: Climb,
  alone: Alone,
  load: SweepLoad,
  { load: { name, workers }, api }: ProfileRun,
): Omit<Loaded, 'resources'> {
  // One that was cut short is no step.
  const whole = stoppedBy === 'cancelled' && steps.length > 1 ? steps.slice(0, -1) : steps;
  const scaling = scalingOf(
    whole.map(({ figures }) => figures),
    stoppedBy,
  );
  const { figures, recording } = stepToShow(whole, scaling.kneeUsers);
  // That errors ended the sweep says nothing against the step that is shown.
  const ended = stoppedBy === 'cancelled' || api.server.ended() ? steps.at(-1)!.recording.ended : 'completed';
  const { connections, ...rounds } = stepSettings(figures.users, load, median(alone.probes.samples.latencyMs));
  return {
    rounds: { ...recording, ended },
    timeline: steps.reduce((all, step) => joinRecordings(all, step.recording), alone.probes),
    load: { name: name!, model: 'closed', connections, ...rounds, workers, mix: null },
    scaling,
  };
}

/** The knee; without one the last step that did not fail. */
const stepToShow = (steps: Step[], kneeUsers: number | null): Step =>
  steps.find(({ figures }) => figures.users === kneeUsers) ??
  steps.findLast(({ figures }) => figures.errorRate <= mostErrors) ??
  steps.at(-1)!;
