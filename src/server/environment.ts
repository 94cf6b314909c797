/** The variables that the launched server sees. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'dotenv';

/** The process environment, under it the folder's `.env` file, over both the config's own variables. */
export async function serverEnvironment(
  cwd: string,
  configured: Record<string, string>,
  inherited: Record<string, string | undefined>,
): Promise<Record<string, string>> {
  const own = Object.entries(inherited).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const environment = { ...(await dotEnv(cwd)), ...Object.fromEntries(own), ...configured };
  // An extension host hands these on; a server must not take itself for the editor's Node.
  delete environment.ELECTRON_RUN_AS_NODE;
  delete environment.VSCODE_INSPECTOR_OPTIONS;
  if (!('NODE_OPTIONS' in configured)) delete environment.NODE_OPTIONS;
  return environment;
}

async function dotEnv(cwd: string): Promise<Record<string, string>> {
  try {
    return parse(await readFile(join(cwd, '.env')));
  } catch {
    return {}; // Most folders have none.
  }
}
