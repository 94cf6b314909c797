/** Whatever ends a burst in the middle, nothing that it started outlives it. Reads /proc, so it needs Linux. */

import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ExampleSession, openExample } from '../support/vscode/session.ts';
import { until } from '../support/vscode/until.ts';

let session: ExampleSession;

beforeEach(async () => {
  // A burst that is still under way whenever the test looks.
  session = await openExample({ 'endpointProfiler.burst.rounds': 60, 'endpointProfiler.burst.roundMs': 5_000 });
  await session.workbench.openFile('src/routes/orders.ts');
  await session.workbench.codeLens('Profile endpoint').first().click({ timeout: 60_000 });
  await session.workbench.statusBarItem(/round \d+ of/i).waitFor({ timeout: 60_000 });
  expect(session.startedProcesses().map(({ command }) => command)).toContainEqual(expect.stringContaining('server.ts'));
});

afterEach(() => session?.dispose());

test('closing the panel ends the server and the tap', async () => {
  await session.workbench.closeTab(/orders\/recent/);
  await nothingLeft();
});

test('a killed extension host takes the server and the tap with it', async () => {
  process.kill(session.extensionHost().id, 'SIGKILL');
  await nothingLeft();
});

/** A server may take a few seconds to end its open requests. */
async function nothingLeft(): Promise<void> {
  await until('the processes to end', 30_000, async () =>
    session.startedProcesses().length === 0 ? true : null,
  ).catch(() => {});
  expect(session.startedProcesses()).toEqual([]);
  expect(session.temporaryFiles()).toEqual([]);
}
