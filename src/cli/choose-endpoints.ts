/** From a folder and the words of the command line to the endpoints that are measured. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { endpointsOf } from '../burst/loads.ts';
import { affectedBy } from '../changes/affected.ts';
import { changedLines, changesSince } from '../changes/changed-files.ts';
import { type Targets, unusedSelectors } from '../config/targets.ts';
import { type Endpoint, type FileImports, type Load, UserError } from '../model.ts';
import { isMix } from '../profile/requests.ts';
import { affectedWords } from './affected-words.ts';
import type { Measured } from './measured-arguments.ts';
import { withScan } from './scan-command.ts';
import { selectEndpoints } from './selectors.ts';
import type { Surroundings } from './surroundings.ts';

/** None only where `--changed-since` leaves none; then stderr says so. */
export function chooseEndpoints(
  command: Measured,
  root: string,
  load: Load | null,
  targets: Targets,
  around: Surroundings,
): Promise<Endpoint[]> {
  return withScan(root, around, false, async ({ endpoints }, imports) => {
    if (endpoints.length === 0) throw noEndpoints(root);
    for (const selector of unusedSelectors(targets, endpoints))
      around.stderr.write(`No endpoint fits "${selector}" under "targets" in the config.\n`);
    if (isMix(load) && command.selectors.length > 0) throw mixAnd(command, `"${command.selectors[0]}"`);
    if (isMix(load) && command.changedSince !== null) throw mixAnd(command, '--changed-since');
    const selected = isMix(load) ? endpoints : selectEndpoints(endpoints, command.selectors, root, around.cwd);
    const chosen = load ? endpointsOf(load, selected, endpoints) : selected;
    if (command.changedSince === null) return chosen;
    return changedEndpoints(command.changedSince, chosen, endpoints, root, imports, around);
  });
}

async function changedEndpoints(
  ref: string,
  chosen: Endpoint[],
  all: Endpoint[],
  root: string,
  imports: () => Promise<FileImports>,
  { stderr }: Surroundings,
): Promise<Endpoint[]> {
  const changes = await changesSince(ref, root);
  const affected = await affectedBy(changes, chosen, all, await imports(), {
    linesOf: (file) => changedLines(changes, root, file),
    textOf: (file) => readFile(join(root, file), 'utf8'),
  });
  stderr.write(affectedWords(affected, changes, chosen.length));
  return affected.endpoints;
}

function mixAnd({ load }: Measured, what: string): UserError {
  return new UserError({
    message: `The load "${load}" has a mix of its own endpoints, and ${what} was given besides.`,
    nextStep: 'Leave that out, or choose another load.',
  });
}

function noEndpoints(root: string): UserError {
  return new UserError({
    message: `No endpoint was found in ${root}.`,
    nextStep: 'Give the folder of your API, or measure an address with `endpoint-profiler run --url URL`.',
  });
}
