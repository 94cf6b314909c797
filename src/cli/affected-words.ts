/** Says which endpoints are measured because of what has changed. */

import type { Affected } from '../changes/affected.ts';
import type { Changes } from '../changes/changed-files.ts';
import type { Endpoint } from '../model.ts';
import { plural } from '../report/format.ts';

const mostNamed = 5;

/** Lines for stderr. `asked` is the number of endpoints that were in question. */
export function affectedWords(
  { endpoints, matterToAll, sources, unneeded }: Affected<Endpoint>,
  { ref, base }: Pick<Changes, 'ref' | 'base'>,
  asked: number,
): string {
  const since = `since ${ref} (merge base ${base.slice(0, 7)})`;
  const lines =
    matterToAll.length > 0
      ? [
          `What changed ${since} may matter to ${asked === 1 ? 'the endpoint' : `all ${plural(asked, 'endpoint')}`}: ${namesOf(matterToAll)}.`,
        ]
      : endpoints.length > 0
        ? [
            `${endpoints.length} of ${plural(asked, 'endpoint')} affected by what changed ${since}: ${namesOf(sources)}.`,
          ]
        : [
            `Nothing that ${asked === 1 ? 'the endpoint needs' : `one of ${asked} endpoints needs`} has changed ${since}.`,
          ];
  if (unneeded.length > 0) lines.push(`Changed, but not seen to be needed by any endpoint: ${namesOf(unneeded)}.`);
  return lines.map((line) => `${line}\n`).join('');
}

function namesOf(files: string[]): string {
  const named = files.slice(0, mostNamed).join(', ');
  return files.length > mostNamed ? `${named} and ${files.length - mostNamed} more` : named;
}
