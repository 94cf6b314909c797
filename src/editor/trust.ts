import * as vscode from 'vscode';

/** In Restricted Mode routes are only listed: a profile starts what the folder says. Says so where it is asked for. */
export function isTrusted(): boolean {
  if (vscode.workspace.isTrusted) return true;
  const manage = 'Manage Workspace Trust';
  const message = 'Profiling starts the server of this folder, so the folder must be trusted first.';
  vscode.window.showWarningMessage(message, manage).then((picked) => {
    if (picked) return vscode.commands.executeCommand('workbench.trust.manage');
  });
  return false;
}
