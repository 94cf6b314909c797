/** The findings that a burst alone allows; those on SQL are the SQL stage's. */

import type { ColdStart, Drift, Finding, HttpBehaviour, Recording, Summary } from '../model.ts';
import { coldStart } from './findings/cold-start.ts';
import { drift } from './findings/drift.ts';
import { errorRate } from './findings/error-rate.ts';
import { etagIgnored } from './findings/etag-ignored.ts';
import type { Rule } from './findings/rule.ts';
import { slowTail } from './findings/slow-tail.ts';
import { uncompressedBody } from './findings/uncompressed-body.ts';

const rules: Rule[] = [errorRate, slowTail, coldStart, uncompressedBody, etagIgnored, drift];

export const httpFindings = (
  recording: Recording,
  summary: Summary,
  cold: ColdStart[],
  http: HttpBehaviour | null = null,
  change: Drift | null = null,
): Finding[] => rules.flatMap((rule) => rule({ recording, summary, cold, http, drift: change }));
