import * as vscode from 'vscode';

const profiling = 'Profiling starts the server of this folder, so the folder must be trusted first.';
export const baselines = 'This folder is in Restricted Mode: its baselines are only shown. Trust it first.';

/** In Restricted Mode routes are only listed: a profile starts what the folder says. Says so where it is asked for. */
export function isTrusted(message = profiling): boolean {
  if (vscode.workspace.isTrusted) return true;
  const manage = 'Manage Workspace Trust';
  vscode.window.showWarningMessage(message, manage).then((picked) => {
    if (picked) return vscode.commands.executeCommand('workbench.trust.manage');
  });
  return false;
}
