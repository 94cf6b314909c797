/** The page in a webview of the editor: its document, and what it may load. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { newNonce, pageHtml } from './page.ts';

export const pageOptions = (distDir: string): vscode.WebviewOptions => ({
  enableScripts: true,
  localResourceRoots: [vscode.Uri.file(distDir)],
});

/** The page says `ready` when it can be told its state. */
export function loadPage(webview: vscode.Webview, distDir: string): void {
  const address = (name: string) => webview.asWebviewUri(vscode.Uri.file(join(distDir, name))).toString();
  const style = existsSync(join(distDir, 'webview.css')) ? address('webview.css') : null;
  webview.html = pageHtml({ cspSource: webview.cspSource, script: address('webview.js'), style }, newNonce());
}

export const pageIcon = (distDir: string): vscode.Uri => vscode.Uri.file(join(distDir, '..', 'media', 'panel.svg'));
