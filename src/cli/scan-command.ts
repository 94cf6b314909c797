/** `scan`: lists the endpoints of a folder. */

import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readCompletions } from '../config/completions.ts';
import { type FileImports, type ScanResult, UserError } from '../model.ts';
import { explainEndpoint, explainUnresolved } from '../report/explain.ts';
import { scanJson } from '../report/json.ts';
import { openApiText } from '../report/openapi.ts';
import { scanNotes } from '../report/scan-notes.ts';
import { scanTable } from '../report/table.ts';
import { createScanner } from '../routes/scanner.ts';
import type { Command, ScanFormat } from './arguments.ts';
import { selectEndpoints } from './selectors.ts';
import { exitCodes, type Surroundings } from './surroundings.ts';

const printed: Record<ScanFormat, (root: string, found: ScanResult, around: Surroundings) => string> = {
  table: (_, found, { stdout }) => scanTable(found, stdout),
  json: scanJson,
  openapi: openApiText,
};

export async function scanCommand(command: Extract<Command, { name: 'scan' }>, around: Surroundings): Promise<number> {
  const root = resolve(around.cwd, command.root);
  const found = await scanFolder(root, around, command.includeTests);
  if (command.format !== 'json') around.stderr.write(scanNotes(found, around.stderr));
  around.stdout.write(printed[command.format](root, found, around));
  return exitCodes.fine;
}

/** How the paths of the endpoints that the selector fits were put together. */
export async function whyCommand(
  { root: folder, selector, includeTests }: Extract<Command, { name: 'scan-why' }>,
  around: Surroundings,
): Promise<number> {
  const root = resolve(around.cwd, folder);
  const { endpoints, unresolved } = await scanFolder(root, around, includeTests);
  const chosen = selectEndpoints([...endpoints, ...unresolved], [selector], root, around.cwd);
  const told = chosen.map((one) => ('why' in one ? explainEndpoint(one) : explainUnresolved(one)));
  around.stdout.write(`${told.join('\n\n')}\n`);
  return exitCodes.fine;
}

export const scanFolder = (root: string, around: Surroundings, includeTests = false): Promise<ScanResult> =>
  withScan(root, around, includeTests, async (found) => found);

/** `imports` says which files need which, for those who have to know: it takes a look at all of them. */
export async function withScan<T>(
  root: string,
  { distDir, signal }: Pick<Surroundings, 'distDir' | 'signal'>,
  includeTests: boolean,
  work: (found: ScanResult, imports: () => Promise<FileImports>) => Promise<T>,
): Promise<T> {
  const stats = await stat(root).catch(() => null);
  if (!stats?.isDirectory()) {
    throw new UserError({ message: `There is no folder ${root}.`, nextStep: 'Give the folder of the API.' });
  }
  const scanner = createScanner({ workerPath: join(distDir, 'scan-worker.js') });
  try {
    const found = await scanner.scan(root, {
      signal,
      completions: await readCompletions(root),
      scope: { includeTests, exclude: [] },
    });
    return await work(found, () => scanner.imports(root, { signal }));
  } finally {
    await scanner.dispose();
  }
}
