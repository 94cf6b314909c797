/** The parts of a performance report, without the markup of any format: whoever renders them escapes every text. */

import type { ReportedRun } from '../model.ts';
import { baseline } from './performance-report/baseline.ts';
import { caching } from './performance-report/caching.ts';
import { classes } from './performance-report/classes.ts';
import { coldStarts } from './performance-report/cold-starts.ts';
import { conditions } from './performance-report/conditions.ts';
import { endpoints } from './performance-report/endpoints.ts';
import { errors } from './performance-report/errors.ts';
import { notMeasured } from './performance-report/not-measured.ts';
import { recommendations } from './performance-report/recommendations.ts';
import { scaling } from './performance-report/scaling.ts';
import { slowSql } from './performance-report/slow-sql.ts';
import { targets } from './performance-report/targets.ts';

export interface Section {
  title: string;
  /** A few plain sentences under the title; empty: none. */
  intro: string;
  tables: SectionTable[];
  /** A list, most important first. */
  items: SectionItem[];
  /** Where there is not room for all, the others go first. */
  isVital?: boolean;
}

export interface SectionTable {
  /** Empty: the section's title says enough. */
  caption: string;
  columns: SectionColumn[];
  /** As many cells each as there are columns. */
  rows: string[][];
}

export interface SectionColumn {
  name: string;
  /** Figures are right-aligned. */
  align: 'left' | 'right';
  /** What stands in it is taken literally: an endpoint, a statement, a header. */
  literal?: boolean;
}

export interface SectionItem {
  title: string;
  /** A sentence or a figure each. */
  lines: string[];
  /** To read or to copy. */
  code: CodeBlock[];
}

export interface CodeBlock {
  language: 'sql' | 'json' | 'text';
  text: string;
}

const reporters: ((run: ReportedRun) => Section | null)[] = [
  targets,
  endpoints,
  classes,
  coldStarts,
  scaling,
  errors,
  slowSql,
  caching,
  baseline,
  recommendations,
  notMeasured,
  conditions,
];

/** Those that have something to say, in the order of the report. */
export const reportSections = (run: ReportedRun): Section[] => reporters.flatMap((report) => report(run) ?? []);
