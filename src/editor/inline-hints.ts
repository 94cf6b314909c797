import * as vscode from 'vscode';
import { type EndpointId, endpointId } from '../model.ts';
import { type Hint, hintOf } from './hint.ts';
import { commands } from './ids.ts';
import type { Projects } from './projects.ts';
import { inlineHintsEnabled, onDidChangeSettings, slowThresholdMs } from './settings.ts';

/** Draws hints at the end of slow routes' lines in the editors that can be seen. */
export function registerInlineHints(projects: Projects): vscode.Disposable {
  const fresh = hintStyle('editorWarning.foreground');
  const stale = hintStyle('disabledForeground');
  const drawAll = () => {
    for (const editor of vscode.window.visibleTextEditors) draw(editor);
  };
  const draw = (editor: vscode.TextEditor) => {
    const hints = inlineHintsEnabled() ? hintsIn(editor.document, projects) : [];
    const options = (wanted: boolean) => hints.filter(({ hint }) => hint.stale === wanted).map(decoration);
    editor.setDecorations(fresh, options(false));
    editor.setDecorations(stale, options(true));
  };
  drawAll();
  return vscode.Disposable.from(
    fresh,
    stale,
    projects.onDidChange(drawAll),
    vscode.window.onDidChangeVisibleTextEditors(drawAll),
    onDidChangeSettings(drawAll),
  );
}

interface PlacedHint {
  hint: Hint;
  range: vscode.Range;
  id: EndpointId;
  root: string;
}

function hintsIn(document: vscode.TextDocument, projects: Projects): PlacedHint[] {
  const found = projects.fileOf(document.uri);
  if (!found) return [];
  const { project, file } = found;
  return project.endpoints.inFile(file).flatMap((endpoint) => {
    const id = endpointId(endpoint);
    const hint = hintOf(project.results.get(id), slowThresholdMs());
    if (!hint || endpoint.line > document.lineCount) return [];
    return [{ hint, range: document.lineAt(endpoint.line - 1).range, id, root: project.root }];
  });
}

function decoration({ hint, range, id, root }: PlacedHint): vscode.DecorationOptions {
  const args = encodeURIComponent(JSON.stringify([id, root]));
  const links = [
    `[Open the result](command:${commands.openEndpoint}?${args})`,
    hint.toAccept ? `[Accept as the new baseline](command:${commands.acceptBaseline}?${args})` : null,
  ];
  const hover = new vscode.MarkdownString(`${hint.hover}\n\n${links.filter(Boolean).join(' · ')}`);
  hover.isTrusted = { enabledCommands: [commands.openEndpoint, commands.acceptBaseline] };
  return { range, hoverMessage: hover, renderOptions: { after: { contentText: hint.text } } };
}

const hintStyle = (color: string): vscode.TextEditorDecorationType =>
  vscode.window.createTextEditorDecorationType({
    after: { color: new vscode.ThemeColor(color), margin: '0 0 0 3ch', fontStyle: 'italic' },
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedOpen,
  });
