/** Whatever ends a burst in the middle, nothing that it started outlives it. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ExampleSession, openExample } from '../support/vscode/session.ts';
import { until } from '../support/vscode/until.ts';

// Reads /proc.
describe.skipIf(process.platform !== 'linux')('a burst that is under way', () => {
  let session: ExampleSession;

  beforeEach(async () => {
    // Long enough to be under way whenever the test looks.
    session = await openExample({ 'endpointProfiler.burst.rounds': 60, 'endpointProfiler.burst.roundMs': 5_000 });
    const { workbench } = session;
    await workbench.openFile('src/routes/orders.ts');
    await workbench.codeLens('Profile endpoint').first().click({ timeout: 60_000 });
    await workbench.statusBarItem(/round \d+ of/i).waitFor({ timeout: 60_000 });
    const started = session.startedProcesses().map(({ command }) => command);
    expect(started).toContainEqual(expect.stringContaining('server.ts'));
    expect(started).toContainEqual(expect.stringContaining('tap.js'));
  });

  afterEach(() => session?.dispose());

  test('ends with its panel, and so do the server and the tap', async () => {
    await session.workbench.closeTab(/orders\/recent/);
    await nothingLeft();
  });

  test('ends with a killed extension host, and so do the server and the tap', async () => {
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
});
