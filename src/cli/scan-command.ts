/** `scan`: lists the endpoints of a folder. */

import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type ScanResult, UserError } from '../model.ts';
import { scanJson } from '../report/json.ts';
import { scanTable } from '../report/table.ts';
import { createScanner } from '../routes/scanner.ts';
import type { Command } from './arguments.ts';
import { exitCodes, type Surroundings } from './surroundings.ts';

export async function scanCommand(command: Extract<Command, { name: 'scan' }>, around: Surroundings): Promise<number> {
  const root = resolve(around.cwd, command.root);
  const found = await scanFolder(root, around);
  around.stdout.write(command.format === 'json' ? scanJson(root, found) : scanTable(found, around.stdout));
  return exitCodes.fine;
}

export async function scanFolder(root: string, { distDir, signal }: Surroundings): Promise<ScanResult> {
  const stats = await stat(root).catch(() => null);
  if (!stats?.isDirectory()) {
    throw new UserError({ message: `There is no folder ${root}.`, nextStep: 'Give the folder of the API.' });
  }
  const scanner = createScanner({ workerPath: join(distDir, 'scan-worker.js') });
  try {
    return await scanner.scan(root, { signal });
  } finally {
    await scanner.dispose();
  }
}
