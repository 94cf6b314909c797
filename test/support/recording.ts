/** Builds recordings for tests, without a burst. */

import { closedLoop } from '../../src/burst/plans.ts';
import { Recorder } from '../../src/burst/recorder.ts';
import type { FailureKind, Pace, PhaseKind, Recording, ResponseHead, Standstill } from '../../src/model.ts';

export interface ScriptedSample {
  latencyMs: number;
  /** After the phase's start; by default one request follows the other. */
  atMs?: number;
  status?: number;
  bodyBytes?: number;
  socket?: number;
  lagMs?: number;
  target?: number;
  cache?: 0 | 1 | 2;
  failed?: { kind: FailureKind; message: string };
}

export interface ScriptedPhase {
  kind: PhaseKind;
  durationMs: number;
  name?: string;
  connections?: number;
  /** Instead of `connections`. */
  pace?: Pace;
  unsent?: number;
  samples: ScriptedSample[];
}

export interface ScriptedRecording {
  phases: ScriptedPhase[];
  heads?: ResponseHead[];
  ended?: Recording['ended'];
  generatorUtilisation?: number;
  standstills?: Standstill[];
  startedAtMonotonicMs?: number;
}

/** Phases follow each other without a gap. */
export function scriptedRecording(script: ScriptedRecording): Recording {
  let nowMs = 0;
  const recorder = new Recorder(
    { startedAtMonotonicMs: script.startedAtMonotonicMs ?? 1000, nowMs: () => nowMs },
    script.phases.reduce((sum, { samples }) => sum + samples.length, 0),
  );
  recorder.keepHttpVersion('1.1');
  for (const head of script.heads ?? []) recorder.keepHead(head.status, head.headers);
  for (const phase of script.phases) {
    const phaseStartMs = nowMs;
    const pace = phase.pace ?? closedLoop(phase.connections ?? 1);
    recorder.beginPhase({ kind: phase.kind, name: phase.name ?? phase.kind, pace });
    let nextMs = 0;
    for (const sample of phase.samples) {
      const startMs = phaseStartMs + (sample.atMs ?? nextMs);
      recorder.add(
        {
          startMs,
          lagMs: sample.lagMs ?? 0,
          firstByteMs: startMs + sample.latencyMs,
          endMs: startMs + sample.latencyMs,
          status: sample.status ?? (sample.failed ? 0 : 200),
          headers: {},
          bodyBytes: sample.bodyBytes ?? 0,
          socket: sample.socket ?? 0,
          target: sample.target ?? 0,
          cache: sample.cache ?? 0,
        },
        sample.failed ?? null,
      );
      nextMs += sample.latencyMs;
    }
    nowMs = phaseStartMs + phase.durationMs;
    recorder.endPhase(phase.unsent);
  }
  for (const standstill of script.standstills ?? []) recorder.addStandstill(standstill);
  return recorder.finish(script.ended ?? 'completed', script.generatorUtilisation ?? 0.5);
}

export const withLatencies = (latenciesMs: number[]): ScriptedSample[] =>
  latenciesMs.map((latencyMs) => ({ latencyMs }));

/** The same sequence of numbers in [0, 1) for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Latencies as servers have them: spread in ratios around a median, never below 0. */
export function logNormal(random: () => number, medianMs: number, spread: number): () => number {
  return () => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return medianMs * Math.exp(spread * normal);
  };
}
