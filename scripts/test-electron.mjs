// Runs the suite of test/host in a desktop VS Code that @vscode/test-electron downloads.

import { ensureBuilt, ensureDependencies } from './ensure.mjs';
import { main, root } from './run.mjs';

await main(async () => {
  await ensureDependencies();
  await ensureBuilt();
  const { runTests } = await import('@vscode/test-electron');
  const { bundleHostSuite, copyHostWorkspace, hostResults, hostSuite } = await import('./host-suite.mjs');
  await bundleHostSuite();
  const workspace = await copyHostWorkspace();
  try {
    await runTests({
      extensionDevelopmentPath: root,
      extensionTestsPath: hostSuite,
      extensionTestsEnv: { HOST_TEST_RESULTS: hostResults },
      launchArgs: [workspace.folder, '--disable-extensions'],
    });
  } finally {
    workspace.dispose();
  }
});
