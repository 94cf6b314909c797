/** Says to the person what went wrong in a sentence, and to the log everything else. */

import { inspect } from 'node:util';
import * as vscode from 'vscode';
import { type CommandId, commands } from './ids.ts';
import { problemOf, sentence } from './problem.ts';

const buttonTitles = {
  [commands.openConfig]: 'Open Config',
  [commands.showServerLog]: 'Show Server Log',
  [commands.showLog]: 'Show Log',
} satisfies Partial<Record<CommandId, string>>;
export type Remedy = keyof typeof buttonTitles;

export class Reporter implements vscode.Disposable {
  readonly log = vscode.window.createOutputChannel('Endpoint Profiler', { log: true });
  readonly serverLog = vscode.window.createOutputChannel('Endpoint Profiler: Server', 'log');

  /** Does not wait until the message is closed. */
  error(error: unknown, remedies: Remedy[] = []): void {
    this.log.error(inspect(error));
    const problem = problemOf(error);
    if (problem) this.#show(sentence(problem), remedies);
    else this.#show('Endpoint Profiler: something went wrong. The log says what.', [commands.showLog]);
  }

  dispose(): void {
    this.log.dispose();
    this.serverLog.dispose();
  }

  #show(message: string, remedies: Remedy[]): void {
    const items = remedies.map((command) => ({ title: buttonTitles[command], command }));
    vscode.window.showErrorMessage(message, ...items).then((picked) => {
      if (picked) return vscode.commands.executeCommand(picked.command);
    });
  }
}
