/** Which results of a run become baselines. */

import { dirname } from 'node:path';
import { endpointId, isPartial, type MeasuredProfile, type Profile } from '../model.ts';
import type { Profiler } from '../profile.ts';
import { plural } from '../report/format.ts';
import { isMeasured } from '../report/outcome.ts';
import type { Command } from './arguments.ts';
import { exitCodes, type Surroundings } from './surroundings.ts';

/** `code` is the one that the command ends with. */
export async function keepBaselines(
  command: Command,
  profiles: Profile[],
  code: number,
  profiler: Profiler,
  { stderr }: Surroundings,
): Promise<void> {
  const measured = profiles.filter(isMeasured);
  if (command.name === 'baseline-save') {
    for (const { endpoint } of measured.filter(isPartial))
      stderr.write(`${endpointId(endpoint)} is partial and was not saved.\n`);
    await save(measured.filter((profile) => !isPartial(profile)));
  }
  if (command.name === 'check' && command.update) {
    const isPassed = code === exitCodes.fine || code === exitCodes.inconclusive;
    if (isPassed) await save(measured.filter(isToKeep));
    else stderr.write('No baseline was updated, as the check did not pass.\n');
  }

  async function save(kept: MeasuredProfile[]): Promise<void> {
    const files: string[] = [];
    for (const profile of kept) files.push(await profiler.saveBaseline(profile));
    if (!files[0]) return;
    const names = kept.map(({ endpoint }) => endpointId(endpoint)).join(', ');
    stderr.write(`Saved ${plural(files.length, 'baseline')} in ${dirname(files[0])}: ${names}\n`);
  }
}

/** Whatever is as it was keeps its baseline: otherwise many small slow-downs would add up unseen. */
export const isToKeep = ({ verdict }: MeasuredProfile): boolean =>
  verdict.state === 'compared'
    ? verdict.severity === 'FASTER'
    : verdict.state === 'no-baseline' || verdict.state === 'incomparable';
