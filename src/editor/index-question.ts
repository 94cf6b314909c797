/** What a person is asked before indexes are built to be measured. */

import type { ConfigFile } from '../config/file.ts';
import type { IndexProof } from '../model.ts';
import { formatBytes, formatMs, plural } from '../report/format.ts';
import type { Dialog } from './questions.ts';

export type IndexProposal = Extract<IndexProof, { state: 'proposed' }>;

/** `Always for This Project` is kept in the config, where it holds for the command line too. */
export async function askIndexProof(dialog: Dialog, config: ConfigFile, proposals: IndexProposal[]): Promise<boolean> {
  const [{ database }] = proposals as [IndexProposal];
  const tables = [...new Map(proposals.map((proposal) => [proposal.table, proposal])).values()];
  const detail = [
    ...proposals.map(({ ddl }) => ddl),
    ...tables.map(
      ({ table, tableRows, tableBytes, expectedBuildMs }) =>
        `${table} has about ${plural(tableRows, 'row')} (${formatBytes(tableBytes)}). Whoever writes to it waits while an index is built, about ${formatMs(expectedBuildMs)} each time; readers do not.`,
    ),
    'At most three indexes are tried for each statement, each in a transaction that is rolled back. Where another connection is writing, none is built. What stays is the planner’s count of the rows of a table, brought up to date.',
  ].join('\n\n');
  const answer = await dialog.confirm(`Build indexes in the database ${database} to measure them?`, detail, [
    'Prove Once',
    'Always for This Project',
  ]);
  if (answer === 'Always for This Project') await config.set(['database', 'allowIndexProof'], true);
  return answer !== undefined;
}
