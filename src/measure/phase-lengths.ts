import type { Phase } from '../model.ts';

export const lengthMs = ({ startMs, endMs }: Phase): number => endMs - startMs;

export const totalMs = (phases: Phase[]): number => phases.reduce((sum, phase) => sum + lengthMs(phase), 0);
