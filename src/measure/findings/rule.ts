/** What a rule on HTTP behaviour may look at, and the words that rules share. */

import type { ColdStart, Drift, Finding, HttpBehaviour, Recording, Summary } from '../../model.ts';

export interface Evidence {
  recording: Recording;
  summary: Summary;
  cold: ColdStart[];
  /** Null where nothing was asked on the side. */
  http: HttpBehaviour | null;
  /** Null for a run of less than a minute. */
  drift: Drift | null;
}

/** No finding, or one. */
export type Rule = (evidence: Evidence) => Finding[];

/** `3.2 %` */
export const asPercent = (share: number): string => `${Number((share * 100).toFixed(1))} %`;

/** `0.42 ms`, `12.3 ms`, `1,240 ms` */
export function asMs(ms: number): string {
  const digits = ms < 1 ? 2 : ms < 100 ? 1 : 0;
  return `${ms.toLocaleString('en-US', { maximumFractionDigits: digits })} ms`;
}

/** `12×` */
export const asFactor = (factor: number): string => `${Number(factor.toFixed(factor < 10 ? 1 : 0))}×`;

/** `412 kB`, in thousands of bytes. */
export const asKilobytes = (bytes: number): string => `${Math.round(bytes / 1000).toLocaleString('en-US')} kB`;
