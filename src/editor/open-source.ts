import * as vscode from 'vscode';
import { UserError } from '../model.ts';

/**
 * `line` is 1-based. In the group where the file is open already, else beside the panel where the code is. Throws a
 * `UserError` where the file is gone.
 */
export async function openSource(file: string, line: number): Promise<void> {
  const uri = vscode.Uri.file(file);
  const open = vscode.window.visibleTextEditors.find((editor) => editor.document.uri.fsPath === uri.fsPath);
  const position = new vscode.Position(line - 1, 0);
  const options = {
    viewColumn: open?.viewColumn ?? vscode.ViewColumn.One,
    selection: new vscode.Range(position, position),
  };
  try {
    await vscode.window.showTextDocument(uri, options);
  } catch (cause) {
    const nextStep = 'If it was moved or deleted, rescan the routes.';
    throw new UserError({ message: `${file} could not be opened`, nextStep }, { cause });
  }
}
