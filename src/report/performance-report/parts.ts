/** What sections are made of. */

import { type Endpoint, endpointId, type MeasuredProfile, type Profile } from '../../model.ts';
import type { Section, SectionColumn } from './section.ts';

export const section = (title: string, parts: Partial<Section>): Section => ({
  title,
  intro: '',
  tables: [],
  items: [],
  ...parts,
});

/** To read from left to right. */
export const words = (...names: string[]): SectionColumn[] => names.map((name) => ({ name, align: 'left' }));
/** Taken as it stands: an endpoint, a statement, a header. */
export const literal = (name: string): SectionColumn => ({ name, align: 'left', literal: true });
export const figures = (...names: string[]): SectionColumn[] => names.map((name) => ({ name, align: 'right' }));

export const nameOf = ({ endpoint }: { endpoint: Endpoint }): string => endpointId(endpoint);

export const measuredOf = (profiles: Profile[]): MeasuredProfile[] =>
  profiles.filter((profile) => profile.state === 'measured');

export const slowestFirst = (profiles: MeasuredProfile[]): MeasuredProfile[] =>
  profiles.toSorted((a, b) => b.summary.p95Ms - a.summary.p95Ms);
