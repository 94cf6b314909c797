/** Writes the JSON schemas that the extension contributes: `npm run schemas` after a change of a file's shape. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { baselineSchema } from '../src/baseline/baseline.ts';
import { configSchema } from '../src/config/config.ts';
import { reportSchema } from '../src/report/json-schema.ts';

const folder = join(import.meta.dirname, '..', 'schemas');

export const schemas = [
  {
    file: join(folder, 'config.generated.json'),
    // As a person writes it, so that no default is required.
    text: schemaText(configSchema, { title: 'Endpoint Profiler', allowComments: true, allowTrailingCommas: true }),
  },
  {
    file: join(folder, 'baseline.generated.json'),
    text: schemaText(baselineSchema, { title: 'Endpoint Profiler: baseline of an endpoint' }),
  },
  {
    file: join(folder, 'report.generated.json'),
    text: schemaText(reportSchema, { title: 'Endpoint Profiler: what run and check print with --format json' }, 'ref'),
  },
];

/** Draft 7: what the editor's JSON support knows best. */
function schemaText(schema: z.ZodType, more: object, reused: 'inline' | 'ref' = 'inline'): string {
  const made = z.toJSONSchema(schema, { target: 'draft-7', io: 'input', reused });
  return `${JSON.stringify({ ...made, ...more }, null, 2)}\n`;
}

if (import.meta.main) await Promise.all(schemas.map(({ file, text }) => writeFile(file, text)));
