/** Writes the JSON schemas that the extension contributes: `node scripts/schemas.ts` after a change of the config's shape. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { configSchema } from '../src/config/config.ts';

export const configSchemaFile = join(import.meta.dirname, '..', 'schemas', 'config.generated.json');

/** Draft 7: what the editor's JSON support knows best. As a person writes it, so that no default is required. */
export function configSchemaText(): string {
  const schema = z.toJSONSchema(configSchema, { target: 'draft-7', io: 'input' });
  return `${JSON.stringify({ ...schema, title: 'Endpoint Profiler', allowComments: true, allowTrailingCommas: true }, null, 2)}\n`;
}

if (import.meta.main) await writeFile(configSchemaFile, configSchemaText());
