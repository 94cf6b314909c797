/** The findings that a burst alone allows; those on SQL are the SQL stage's. */

import type { ColdStart, Finding, Recording, Summary } from '../model.ts';
import { coldStart } from './findings/cold-start.ts';
import { errorRate } from './findings/error-rate.ts';
import type { CompressedProbe, Rule } from './findings/rule.ts';
import { slowTail } from './findings/slow-tail.ts';
import { uncompressedBody } from './findings/uncompressed-body.ts';

const rules: Rule[] = [errorRate, slowTail, coldStart, uncompressedBody];

/** `compressedProbe`: the answer to one request with `accept-encoding: gzip`, or null when none was made. */
export const httpFindings = (
  recording: Recording,
  summary: Summary,
  cold: ColdStart[],
  compressedProbe: CompressedProbe | null = null,
): Finding[] => rules.flatMap((rule) => rule({ recording, summary, cold, compressedProbe }));
