/** A part of a path that the code does not tell is asked of the person once, and kept in the config. */

import type { ConfigFile } from '../config/file.ts';
import type { UnresolvedEndpoint } from '../model.ts';
import { plural } from '../report/format.ts';
import { completionId } from '../report/scan-groups.ts';
import { unresolvedName } from '../report/wording.ts';
import type { Dialog } from './questions.ts';

/** Where the answer stands in the config, for a person to find it: `routes.prefixes["src/users.ts"]`; null: none given. */
export async function askPath(
  dialog: Dialog,
  config: ConfigFile,
  open: UnresolvedEndpoint,
  all: readonly UnresolvedEndpoint[],
): Promise<string | null> {
  const { missing, key, reason, at, path } = open;
  const count = all.filter((other) => completionId(other) === completionId(open)).length;
  const group = missing === 'prefix' ? 'prefixes' : 'paths';
  const asked = missing === 'prefix' ? `What stands before ${path} when a client calls it?` : 'What is the whole path?';
  const answer = await dialog.input({
    title: count > 1 ? `${unresolvedName(open)} · completes ${plural(count, 'endpoint')}` : unresolvedName(open),
    prompt: `${asked} ${reason} (${at.file}:${at.line})`,
    value: missing === 'prefix' ? '/' : `${path}/`,
    check: checkPath,
  });
  if (answer === undefined) return null;
  const said = `/${answer.trim()}`.replace(/^\/+/, '/');
  await config.set(['routes', group, key], missing === 'prefix' ? prefixOf(said, path) : said);
  return `routes.${group}["${key}"]`;
}

/** Who enters the whole path has said the prefix too. */
function prefixOf(answer: string, path: string): string {
  const prefix = path !== '/' && answer.endsWith(path) ? answer.slice(0, -path.length) : answer;
  return prefix.replace(/\/+$/, '') || '/';
}

export function checkPath(value: string): string | null {
  const path = value.trim();
  if (path === '') return 'Enter a path, such as /api/v1';
  if (/[\s?#]|:\/\//.test(path)) return 'Enter a path alone: without an address before it, spaces, ? and #';
  if (/(^|\/):\w/.test(path)) return 'Write parameters as {id}';
  return null;
}
