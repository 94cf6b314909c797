/** A real VS Code, served to a browser from a folder of its own that is gone afterwards. */

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { discardFolder, newCacheFolder } from '../../../scripts/cache.mjs';
import { ensureVSCode, node24, vscodeServer } from '../../../scripts/ensure.mjs';
import { freePort } from '../../../scripts/free-port.mjs';
import { mustRun, type Running, start } from '../../../scripts/run.mjs';

export interface VSCodeOptions {
  /** Absolute folder. */
  workspace: string;
  settings?: Record<string, unknown>;
  /** Packaged extensions (.vsix) to install. */
  extensions?: string[];
  /** Runs the extension in the checkout and this suite inside the extension host, instead of a packaged one. */
  suite?: { extension: string; entry: string };
  env?: Record<string, string>;
}

export interface VSCode {
  /** Address of the workbench with the workspace open. */
  url: string;
  /** Where packaged extensions are unpacked. */
  extensionsFolder: string;
  /** VS Code's folder for temporary files, and that of all it starts. */
  temporaryFolder: string;
  /** What the server has printed so far. */
  log(): string;
  /** Resolves when the server has ended, asked or not. */
  ended: Promise<number>;
  dispose(): Promise<void>;
}

const baseSettings = {
  'security.workspace.trust.enabled': false,
  'chat.disableAIFeatures': true,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  // As on a desktop: in a browser it would save what a person has only begun to type.
  'files.autoSave': 'off',
  'git.enabled': false,
  'telemetry.telemetryLevel': 'off',
};

/** Errors: a VS Code that does not listen within a minute, with what it printed. */
export async function startVSCode(options: VSCodeOptions): Promise<VSCode> {
  await ensureVSCode();
  const dataFolder = newCacheFolder('work', 'vscode');
  try {
    await mkdir(join(dataFolder, 'data', 'User'), { recursive: true });
    const temporaryFolder = join(dataFolder, 'tmp');
    await mkdir(temporaryFolder);
    const settings = { ...baseSettings, ...options.settings };
    await writeFile(join(dataFolder, 'data', 'User', 'settings.json'), JSON.stringify(settings));
    for (const extension of options.extensions ?? []) await installExtension(extension, dataFolder);

    const port = await freePort();
    const server = start(node24(), serverArguments(port, dataFolder), {
      env: { ...process.env, TMPDIR: temporaryFolder, ...options.env },
      stdio: 'pipe',
    });
    const output = collect(server);
    try {
      await listening(server, port, output);
    } catch (error) {
      await server.stop();
      throw error;
    }
    return {
      url: address(port, options),
      extensionsFolder: join(dataFolder, 'extensions'),
      temporaryFolder,
      log: output.text,
      ended: server.exited,
      dispose: async () => {
        await server.stop();
        discardFolder(dataFolder);
      },
    };
  } catch (error) {
    discardFolder(dataFolder);
    throw error;
  }
}

const commonArguments = (dataFolder: string) => [
  vscodeServer,
  '--server-data-dir',
  dataFolder,
  '--accept-server-license-terms',
];

const serverArguments = (port: number, dataFolder: string) => [
  ...commonArguments(dataFolder),
  '--host=127.0.0.1',
  `--port=${port}`,
  '--without-connection-token',
  '--telemetry-level=off',
  '--enable-smoke-test-driver',
];

/** Installs a packaged extension as a user does: it lies in `extensions/` of the data folder then. */
export async function installExtension(extension: string, dataFolder: string): Promise<void> {
  const args = [...commonArguments(dataFolder), '--install-extension', extension];
  await mustRun(node24(), args, { timeoutMs: 60_000, quiet: true });
}

/** `localhost` by name: webviews are refused their origin under an address of digits. */
function address(port: number, { workspace, suite }: VSCodeOptions): string {
  const url = new URL(`http://localhost:${port}/`);
  url.searchParams.set('folder', workspace);
  if (suite) {
    const remote = (path: string) => `vscode-remote://localhost:${port}${path}`;
    const payload = [
      ['extensionDevelopmentPath', remote(suite.extension)],
      ['extensionTestsPath', remote(suite.entry)],
    ];
    url.searchParams.set('payload', JSON.stringify(payload));
  }
  return url.href;
}

function collect(server: Running): { text(): string; onData(listener: () => void): void } {
  let text = '';
  let notify = () => {};
  for (const stream of [server.stdout, server.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      notify();
    });
  }
  return { text: () => text, onData: (listener) => (notify = listener) };
}

function listening(server: Running, port: number, output: ReturnType<typeof collect>): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (what: string) => reject(new Error(`VS Code ${what}. It printed:\n${output.text().slice(-4_000)}`));
    const timer = setTimeout(() => fail('did not listen within a minute'), 60_000);
    const settle = (action: () => void) => {
      clearTimeout(timer);
      action();
    };
    const look = () => {
      if (output.text().includes(`Extension host agent listening on ${port}`)) settle(resolve);
    };
    output.onData(look);
    look();
    server.exited.then((code) => settle(() => fail(`ended with ${code}`)));
  });
}
