/** The person's settings, read when they are needed. Their defaults stand in package.json. */

import * as vscode from 'vscode';
import type { BurstSettings } from '../profile.ts';
import { settings } from './ids.ts';

const read = <T>(id: string): T => vscode.workspace.getConfiguration().get<T>(id)!;

export const slowThresholdMs = (): number => read(settings.slowThresholdMs);
export const codeLensEnabled = (): boolean => read(settings.codeLens);
export const inlineHintsEnabled = (): boolean => read(settings.inlineHints);

export const burstSettings = (): BurstSettings => ({
  connections: read(settings.burstConnections),
  rounds: read(settings.burstRounds),
  roundMs: read(settings.burstRoundMs),
});

export const onDidChangeSettings = (listener: () => void): vscode.Disposable =>
  vscode.workspace.onDidChangeConfiguration((event) => {
    if (Object.values(settings).some((id) => event.affectsConfiguration(id))) listener();
  });
