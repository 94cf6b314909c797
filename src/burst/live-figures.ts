/** The running figures of a burst for `BurstProgress`: one histogram for all phases of a kind in a row. */

import { build, type Histogram } from 'hdr-histogram-js';
import type { BurstPlan, BurstProgress, PhaseKind, PhasePlan } from '../model.ts';
import { LogCells } from './log-cells.ts';
import type { Exchange } from './recorder.ts';

export class LiveFigures {
  readonly #plan: PhasePlan[];
  readonly #maxRequests: number;
  #index = -1;
  #phaseStartMs = 0;
  #phaseRequests = 0;
  #allRequests = 0;
  #histogram: Histogram = build();
  #cells = new LogCells();
  #count = 0;
  #errors = 0;
  #answered = 0;
  #elapsedBeforeMs = 0;

  constructor({ phases, maxRequests }: BurstPlan) {
    this.#plan = phases;
    this.#maxRequests = maxRequests;
  }

  beginPhase(nowMs: number): void {
    const before = this.#plan[this.#index]?.kind;
    const startsKind = this.#plan[++this.#index]?.kind !== before;
    this.#elapsedBeforeMs = startsKind ? 0 : this.#elapsedBeforeMs + nowMs - this.#phaseStartMs;
    if (startsKind) {
      this.#histogram = build();
      this.#cells = new LogCells();
      this.#count = this.#errors = this.#answered = 0;
    }
    this.#phaseStartMs = nowMs;
    this.#phaseRequests = 0;
  }

  add(exchange: Exchange, failed: boolean): void {
    this.#phaseRequests++;
    this.#allRequests++;
    this.#count++;
    if (failed || exchange.status >= 400) this.#errors++;
    if (failed) return;
    this.#answered++;
    const microseconds = Math.round((exchange.endMs - exchange.startMs) * 1000);
    this.#histogram.recordValue(microseconds);
    this.#cells.add(microseconds);
  }

  at(nowMs: number): BurstProgress {
    const phase = this.#plan[this.#index]!;
    const inPhaseMs = nowMs - this.#phaseStartMs;
    const elapsedMs = this.#elapsedBeforeMs + inPhaseMs;
    return {
      phase: phase.kind,
      name: phase.name,
      index: countKind(this.#plan.slice(0, this.#index + 1), phase.kind),
      of: countKind(this.#plan, phase.kind),
      done: this.#done(phase, inPhaseMs),
      leftMs: Math.max(0, phase.durationMs - inPhaseMs),
      count: this.#count,
      errors: this.#errors,
      rps: elapsedMs > 0 ? (this.#answered / elapsedMs) * 1000 : 0,
      p50Ms: this.#percentileMs(50),
      p95Ms: this.#percentileMs(95),
      p99Ms: this.#percentileMs(99),
      distribution: this.#cells.buckets(),
    };
  }

  /**
   * Phases weigh as much as they may last; one that ends by its number of requests makes the share jump. A burst that
   * will be ended by its own bound is as far as the requests are.
   */
  #done(phase: PhasePlan, inPhaseMs: number): number {
    const inPhase = Math.min(1, Math.max(inPhaseMs / phase.durationMs, this.#phaseRequests / phase.maxRequests));
    const beforeMs = totalDurationMs(this.#plan.slice(0, this.#index));
    const ofPlan = (beforeMs + inPhase * phase.durationMs) / totalDurationMs(this.#plan);
    return Math.max(ofPlan, this.#allRequests / this.#maxRequests);
  }

  #percentileMs(percentile: number): number {
    return this.#answered === 0 ? 0 : this.#histogram.getValueAtPercentile(percentile) / 1000;
  }
}

const countKind = (phases: PhasePlan[], kind: PhaseKind): number =>
  phases.filter((phase) => phase.kind === kind).length;

const totalDurationMs = (phases: PhasePlan[]): number => phases.reduce((sum, phase) => sum + phase.durationMs, 0);
