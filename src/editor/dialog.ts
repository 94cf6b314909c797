/** The editor's own way to ask. */

import * as vscode from 'vscode';
import type { Dialog } from './questions.ts';

export const editorDialog: Dialog = {
  async pick(title, choices) {
    const picked = await vscode.window.showQuickPick(choices, {
      title,
      ignoreFocusOut: true,
      matchOnDescription: true,
      matchOnDetail: true,
    });
    return picked?.value;
  },
  async pickMany(title, choices) {
    const items = choices.map((choice) => ({ ...choice, picked: true }));
    const picked = await vscode.window.showQuickPick(items, { title, ignoreFocusOut: true, canPickMany: true });
    return picked?.map(({ value }) => value);
  },
  async input({ title, prompt, value, check }) {
    return vscode.window.showInputBox({ title, prompt, value, validateInput: check, ignoreFocusOut: true });
  },
  async confirm(message, detail, buttons) {
    return vscode.window.showWarningMessage(message, { modal: true, detail }, ...buttons);
  },
};
