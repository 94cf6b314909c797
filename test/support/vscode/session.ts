/** The example's workspace in a real VS Code with the packaged extension, as a person would have it open. */

import { readdirSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { vsix } from '../../../scripts/ensure.mjs';
import { copyExample, startExampleDatabase } from '../../../scripts/example.mjs';
import { freePort } from '../../../scripts/free-port.mjs';
import { launchBrowser } from './browser.ts';
import { type Process, processesOf, processesWithEnvironment } from './processes.ts';
import { startVSCode } from './server.ts';
import { Workbench } from './workbench.ts';

export interface ExampleSession {
  workbench: Workbench;
  /** The copy of the example that is open. */
  workspace: string;
  /** Files and folders that the extension has made in the folder for temporary files. */
  temporaryFiles(): string[];
  /** What the extension has started and what that has started in its turn: server, keeper, tap. */
  startedProcesses(): Process[];
  extensionHost(): Process;
  dispose(): Promise<void>;
}

export async function openExample(settings: Record<string, unknown> = {}): Promise<ExampleSession> {
  const undo: (() => unknown)[] = [];
  const dispose = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const database = await startExampleDatabase();
    undo.push(() => database.stop());

    const workspace = await copyExample({ databaseUrl: database.url, serverPort: await freePort() });
    undo.push(() => workspace.dispose());

    const vscode = await startVSCode({ workspace: workspace.folder, extensions: [vsix], settings });
    undo.push(() => vscode.dispose());

    const browser = await launchBrowser();
    undo.push(() => browser.close());
    const page = await newPage(browser);
    const workbench = await Workbench.open(page, vscode.url);

    return {
      workbench,
      workspace: workspace.folder,
      temporaryFiles: () => readdirSync(vscode.temporaryFolder).filter((entry) => !isVSCodes(entry)),
      startedProcesses: () => processesOf([workspace.folder, vscode.extensionsFolder]),
      extensionHost: () => {
        const ours = processesWithEnvironment(`TMPDIR=${vscode.temporaryFolder}`);
        const host = ours.find(({ command }) => command.includes('--type=extensionHost'));
        if (!host) throw new Error('VS Code runs no extension host');
        return host;
      },
      dispose,
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}

/** The size of the pictures in the README. */
const newPage = (browser: Browser) => browser.newPage({ viewport: { width: 1280, height: 860 }, colorScheme: 'dark' });

/** Sockets, logs and caches that VS Code and its TypeScript server keep there. */
const isVSCodes = (entry: string) => /^(vscode|code-|tsc|exthost|node-compile-cache)/i.test(entry);
