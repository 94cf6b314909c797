/** Baselines as the first version of the tool wrote them: what they do not tell is null. */

import { z } from 'zod';
import { type Baseline, baselineSchema, baselineVersion } from './baseline.ts';
import { keptQuerySchema } from './plans.ts';

const { shape } = baselineSchema;
const { load, machine } = shape;

export const version1Schema = z
  .object({
    version: z.literal(1),
    method: shape.method,
    path: shape.path,
    savedAt: shape.savedAt,
    commit: shape.commit,
    machine: machine.omit({ container: true }),
    // Of the first days it had neither a name nor a rate, and no SQL.
    load: load.extend({
      name: load.shape.name.default('burst'),
      ratePerS: load.shape.ratePerS.default(null),
      workers: load.shape.workers.default(1),
      mix: load.shape.mix.default(null),
    }),
    summary: shape.summary,
    rounds: shape.rounds,
    histogram: shape.histogram,
    queries: z
      .array(keptQuerySchema.omit({ rowsPerCall: true }))
      .nullable()
      .default(null),
  })
  .transform(
    (old): Baseline => ({
      ...old,
      version: baselineVersion,
      handlerHash: null,
      request: null,
      machine: { ...old.machine, container: null },
      serverRuntime: null,
      calibration: null,
      targets: [],
      bodyBytes: null,
      queries: old.queries?.map((query) => ({ ...query, rowsPerCall: null })) ?? null,
    }),
  );
