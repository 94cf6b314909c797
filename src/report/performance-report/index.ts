/** A performance report from end to end. */

import type { ReportedRun } from '../../model.ts';
import { baseline } from './baseline.ts';
import { caching } from './caching.ts';
import { classes } from './classes.ts';
import { coldStarts } from './cold-starts.ts';
import { conditions } from './conditions.ts';
import { endpoints } from './endpoints.ts';
import { errors } from './errors.ts';
import { notMeasured } from './not-measured.ts';
import { recommendations } from './recommendations.ts';
import { scaling } from './scaling.ts';
import type { Section } from './section.ts';
import { slowSql } from './slow-sql.ts';
import { targets } from './targets.ts';

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
