import * as vscode from 'vscode';

/** `line` is 1-based. In the group where the file is open already, else beside the panel where the code is. */
export async function openSource(file: string, line: number): Promise<void> {
  const uri = vscode.Uri.file(file);
  const open = vscode.window.visibleTextEditors.find((editor) => editor.document.uri.fsPath === uri.fsPath);
  const position = new vscode.Position(line - 1, 0);
  await vscode.window.showTextDocument(uri, {
    viewColumn: open?.viewColumn ?? vscode.ViewColumn.One,
    selection: new vscode.Range(position, position),
  });
}
