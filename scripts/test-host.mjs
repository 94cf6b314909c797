// Runs the suite of test/host inside the extension host of a real VS Code in a browser. Needs Node 24 and dist/.

import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { launchBrowser } from '../test/support/vscode/browser.ts';
import { startVSCode } from '../test/support/vscode/server.ts';
import { until } from '../test/support/vscode/until.ts';
import { bundleHostSuite, copyHostWorkspace, hostResults, hostSuite } from './host-suite.mjs';
import { main, root, say } from './run.mjs';

await main(async () => {
  await bundleHostSuite();
  await rm(hostResults, { force: true });
  const workspace = await copyHostWorkspace();
  const { tests, benchmarks } = await runSuite(workspace.folder).finally(workspace.dispose);
  for (const { name, ms, error } of tests) {
    say(`  ${error === null ? '✓' : '✗'} ${name} (${Math.round(ms)} ms)${error === null ? '' : `\n${error}`}`);
  }
  for (const { name, value, unit } of benchmarks) say(`  ${name}: ${value.toFixed(1)} ${unit}`);
  if (tests.length === 0 || tests.some(({ error }) => error !== null)) process.exitCode = 1;
});

async function runSuite(workspace) {
  const vscode = await startVSCode({
    workspace,
    suite: { extension: root, entry: hostSuite },
    env: { HOST_TEST_RESULTS: hostResults },
  });
  try {
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      const printed = [];
      page.on('console', (message) => printed.push(message.text()));
      await page.goto(vscode.url);
      const ended = vscode.ended.then(() => Promise.reject(new Error('VS Code has ended')));
      return await Promise.race([until('the results of the suite', 180_000, readResults), ended]).catch((error) => {
        throw new Error(`${error.message}. It said:\n${printed.slice(-40).join('\n')}\n${vscode.log()}`);
      });
    } finally {
      await browser.close();
    }
  } finally {
    await vscode.dispose();
  }
}

/** Null until the file is there and complete. */
async function readResults() {
  if (!existsSync(hostResults)) return null;
  try {
    return JSON.parse(await readFile(hostResults, 'utf8'));
  } catch {
    return null;
  }
}
