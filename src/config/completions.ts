import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'jsonc-parser';
import type { RouteCompletions } from '../model.ts';

/** None where there is no config. */
export async function readCompletions(root: string): Promise<RouteCompletions> {
  return completionsIn(await readFile(join(root, '.endpoint-profiler', 'config.json'), 'utf8').catch(() => '{}'));
}

/**
 * The `routes` of a config's text. A scan happens whatever else stands in the file: what is wrong in it is told where the
 * config is loaded.
 */
export function completionsIn(configText: string): RouteCompletions {
  const routes = fieldOf(parse(configText, [], { allowTrailingComma: true }), 'routes');
  return { prefixes: textsIn(fieldOf(routes, 'prefixes')), paths: textsIn(fieldOf(routes, 'paths')) };
}

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;

const textsIn = (value: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(typeof value === 'object' && value !== null ? value : {}).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
