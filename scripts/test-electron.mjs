// Runs the suite of test/host in a desktop VS Code that @vscode/test-electron downloads.

import { runTests } from '@vscode/test-electron';
import { ensureBuilt } from './ensure.mjs';
import { bundleHostSuite, hostResults, hostSuite, hostWorkspace } from './host-suite.mjs';
import { main, root } from './run.mjs';

await main(async () => {
  await ensureBuilt();
  await bundleHostSuite();
  await runTests({
    extensionDevelopmentPath: root,
    extensionTestsPath: hostSuite,
    extensionTestsEnv: { HOST_TEST_RESULTS: hostResults },
    launchArgs: [hostWorkspace, '--disable-extensions'],
  });
});
