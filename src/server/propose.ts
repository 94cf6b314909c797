/** Proposes how to start the API of a folder, from its package.json. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface ServerProposal {
  command: string;
  /** What the command is, for a list to pick from. */
  detail: string;
}

/** Scripts that usually keep a server running, best first; nothing when there is no package.json with one. */
const likelyScripts = ['start', 'dev', 'serve', 'server', 'develop', 'start:dev', 'start:local'];

export async function proposeServer(root: string): Promise<ServerProposal[]> {
  let manifest: { scripts?: Record<string, unknown> };
  try {
    manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  } catch {
    return []; // No package.json, or one that is being edited: then there is nothing to propose.
  }
  const scripts = manifest.scripts ?? {};
  return likelyScripts
    .filter((name) => typeof scripts[name] === 'string')
    .map((name) => ({ command: name === 'start' ? 'npm start' : `npm run ${name}`, detail: String(scripts[name]) }));
}
