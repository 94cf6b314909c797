/** What stands above the routes of the workspace's one file. */

import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const [folder] = vscode.workspace.workspaceFolders ?? [];

export const openRoutes = () => vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder!.uri, 'app.js'));

/** `6: $(play) Profile endpoint`, by 1-based line. */
async function lenses({ uri }: vscode.TextDocument): Promise<string[]> {
  const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri);
  return found.map(({ range, command }) => `${range.start.line + 1}: ${command?.title}`);
}

/** Polls, because a scan ends at a time of its own. Fails with what there was at last. */
export async function lensesBecome(document: vscode.TextDocument, expected: (string | RegExp)[]): Promise<void> {
  const fits = (found: string[]) =>
    found.length === expected.length &&
    found.every((title, index) => {
      const wanted = expected[index]!;
      return typeof wanted === 'string' ? title === wanted : wanted.test(title);
    });
  const deadline = performance.now() + 15_000;
  let found = await lenses(document);
  while (!fits(found)) {
    assert.ok(performance.now() < deadline, `The lenses were ${JSON.stringify(found)}, not ${expected.join(', ')}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    found = await lenses(document);
  }
}
