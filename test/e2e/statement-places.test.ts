/** From a result back to the lines that send its statements, in a real VS Code with the packaged extension. */

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ExampleSession, openExample } from '../support/vscode/session.ts';

let session: ExampleSession;

beforeAll(async () => {
  session = await openExample();
  const configFile = join(session.workspace, '.endpoint-profiler/config.json');
  const config = JSON.parse(await readFile(configFile, 'utf8'));
  await writeFile(configFile, JSON.stringify({ ...config, database: { ...config.database, locate: true } }, null, 2));
  const { workbench } = session;
  await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
  await workbench.openFile('src/routes/orders.ts');
  await workbench.codeLens('Profile endpoint').first().click({ timeout: 60_000 });
  await workbench.codeLens(/^p95 /).waitFor({ timeout: 90_000 });
});

afterAll(() => session?.dispose());

test('above the line of each statement stands what it takes', async () => {
  const lens = session.workbench.codeLens(/a request$/);
  // VS Code renders one after the other.
  await lens.nth(1).waitFor();
  expect((await lens.allInnerTexts()).map((text) => text.replace(/[\d.]+ (ms|µs)/, 'T'))).toEqual([
    'T a request',
    'T in 25 calls a request',
  ]);
});

test('the Problems view names what was found on it', async () => {
  await session.workbench.runCommand('View: Focus Problems');
  const problem = session.workbench.page.locator('.markers-panel .monaco-list-row').filter({ hasText: 'n-plus-one' });
  expect(await problem.innerText()).toContain('GET /api/v1/orders/recent: One query runs 25 times a request.');
  expect(await problem.innerText()).toContain('Ln 14');
});
