/** The person's settings, read when they are needed. Their defaults stand in package.json. */

import * as vscode from 'vscode';
import type { ScanScope } from '../model.ts';
import { defaultLoad, type LoadChoice } from '../profile/load-choice.ts';
import { settings } from './ids.ts';

const read = <T>(id: string): T => vscode.workspace.getConfiguration().get<T>(id)!;

export const slowThresholdMs = (): number => read(settings.slowThresholdMs);
export const codeLensEnabled = (): boolean => read(settings.codeLens);
export const inlineHintsEnabled = (): boolean => read(settings.inlineHints);

export const loadChoice = (): LoadChoice => ({
  ...defaultLoad,
  burst: {
    connections: read(settings.burstConnections),
    ratePerS: null,
    rounds: read(settings.burstRounds),
    roundMs: read(settings.burstRoundMs),
  },
  stopAtErrorShare: read(settings.stopAtErrorShare),
});

/** `root`: of a workspace folder, which may have settings of its own. */
export function scanScope(root: string): ScanScope {
  const settingsOf = vscode.workspace.getConfiguration(undefined, vscode.Uri.file(root));
  const exclude = Object.entries(settingsOf.get<Record<string, unknown>>('files.exclude') ?? {});
  return {
    includeTests: settingsOf.get<boolean>(settings.includeTests)!,
    // One with a `when` leaves files out only beside others.
    exclude: exclude.flatMap(([glob, state]) => (state === true ? [glob] : [])),
  };
}

export const onDidChangeScope = (listener: () => void): vscode.Disposable =>
  vscode.workspace.onDidChangeConfiguration((event) => {
    if ([settings.includeTests, 'files.exclude'].some((id) => event.affectsConfiguration(id))) listener();
  });

export const onDidChangeSettings = (listener: () => void): vscode.Disposable =>
  vscode.workspace.onDidChangeConfiguration((event) => {
    if (Object.values(settings).some((id) => event.affectsConfiguration(id))) listener();
  });
