// `npm run try`: the packaged extension in a real VS Code in the browser, on a copy of the example, until Ctrl+C.

import { fileURLToPath } from 'node:url';
import { ensureDependencies, ensurePackaged, ensureVSCode, node24, vsix } from './ensure.mjs';
import { freePort } from './free-port.mjs';
import { main, run, say } from './run.mjs';

/** Node takes the harness's TypeScript as it is; it only warns that package.json does not say “module”. */
const quiet = '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON';

await main(async () => {
  if (process.execArgv.includes(quiet)) return session();
  // The first process may have an older Node, which cannot load TypeScript.
  await ensureDependencies();
  process.exitCode = (await run(node24(), [quiet, fileURLToPath(import.meta.url)])).code;
});

async function session() {
  await ensurePackaged();
  await ensureVSCode();
  const { copyExample, startExampleDatabase } = await import('./example.mjs');
  const { startVSCode } = await import('../test/support/vscode/server.ts');

  say('Starting the example’s PostgreSQL; the first time, it is filled with orders …');
  const database = await startExampleDatabase();
  try {
    const workspace = await copyExample({ databaseUrl: database.url, serverPort: await freePort() });
    try {
      const vscode = await startVSCode({ workspace: workspace.folder, extensions: [vsix] });
      console.log(
        `\nOpen ${vscode.url}\nthen src/routes/orders.ts, and click "Profile endpoint". Ctrl+C here ends everything.`,
      );
      await vscode.ended;
      await vscode.dispose();
    } finally {
      workspace.dispose();
    }
  } finally {
    await database.stop();
  }
}
