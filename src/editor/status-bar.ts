/** The status bar says what is running, and a click ends it. Nothing stands there otherwise. */

import * as vscode from 'vscode';
import { commands, contextKeys } from './ids.ts';
import { runText } from './lens.ts';
import type { Project } from './project.ts';
import type { RunController } from './run-controller.ts';

export function createStatusBar(runs: RunController<Project>): vscode.Disposable {
  const item = vscode.window.createStatusBarItem(vscode.StatusBarAlignment.Left, 100);
  item.name = 'Endpoint Profiler';
  item.command = commands.cancel;
  item.tooltip = 'Cancel profiling';
  const update = () => {
    const { active } = runs;
    void vscode.commands.executeCommand('setContext', contextKeys.running, active !== null);
    if (!active) return item.hide();
    draw();
    item.show();
  };
  const draw = () => {
    const { active } = runs;
    if (!active) return;
    const text = runText(active.current, active.progress, active.endpoints);
    item.text = `$(loading~spin) ${text}`;
    item.accessibilityInformation = { label: `Profiling ${text}. Activate to cancel.`, role: 'button' };
  };
  const subscriptions = [runs.onDidChange(update), runs.onDidProgress(draw)];
  return vscode.Disposable.from(item, ...subscriptions);
}
