import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { lensesBecome, openRoutes } from './lenses.ts';
import type { Suite } from './results.ts';

const [folder] = vscode.workspace.workspaceFolders ?? [];
const id = 'GET /users/{id}';
const file = vscode.Uri.joinPath(folder!.uri, '.endpoint-profiler', 'baselines', 'users.$id.GET.json');
const run = (name: string, ...args: unknown[]) => vscode.commands.executeCommand(`endpointProfiler.${name}`, ...args);
const slow = vscode.Uri.joinPath(folder!.uri, 'slow').fsPath;
const text = () => readFile(file.fsPath, 'utf8').catch(() => null);

/** Polls, because the editor does things at times of its own. Fails with what there was at last. */
async function becomes<T>(what: string, look: () => T | Promise<T>, fits: (seen: T) => boolean): Promise<T> {
  const deadline = performance.now() + 15_000;
  let seen = await look();
  while (!fits(seen)) {
    assert.ok(performance.now() < deadline, `${what}: it was ${JSON.stringify(seen)}`);
    await sleep(50);
    seen = await look();
  }
  return seen;
}

const activeInput = () => vscode.window.tabGroups.activeTabGroup.activeTab?.input;
const isReport = (input: unknown): input is vscode.TabInputCustom =>
  input instanceof vscode.TabInputCustom && input.viewType === 'endpointProfiler.baseline';

const diagnostics = (document: vscode.TextDocument) =>
  vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'Endpoint Profiler');

export const baselines: Suite = {
  'a result is saved, says so above its route, and its file opens as a report or as text': async () => {
    const document = await openRoutes();
    await run('profileEndpoint', id);
    await run('saveBaseline', id);
    assert.equal(JSON.parse((await text())!).path, '/users/{id}');
    await lensesBecome(document, [/^5: /, /^6: \$\(play\)/, /^6: p95 [\d.]+ ms · saved as the baseline$/]);
    await run('openBaseline', id);
    await becomes('the active editor', activeInput, isReport);
    await run('openBaselineAsText');
    await becomes('the active editor', activeInput, (input) => input instanceof vscode.TabInputText);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  },

  'what is slower stands among the problems, and is none any more once it is accepted': async () => {
    const document = await openRoutes();
    const before = await text();
    await writeFile(slow, '');
    await run('profileEndpoint', id);
    await rm(slow);
    await lensesBecome(document, [
      /^5: /,
      /^6: \$\(play\)/,
      /^6: p95 [\d.]+ ms · HIGH (p50 )?[\d,.]+×$/,
      '6: $(check) Accept as baseline',
    ]);
    const [problem, ...others] = diagnostics(document);
    assert.deepEqual(others, []);
    assert.equal(problem?.range.start.line, 5);
    assert.match(problem.message, /^GET \/users\/\{id\}: HIGH · p\d+ [\d,.]+× slower \(.+×\) against the baseline of /);
    const fixes = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      problem.range,
      vscode.CodeActionKind.QuickFix.value,
    );
    assert.deepEqual(
      fixes.map(({ title }) => title).filter((title) => !/copilot|chat/i.test(title)),
      ['Accept as the new baseline', 'Show what was measured', 'Compare with…'],
    );
    const { command } = fixes[0]!;
    await vscode.commands.executeCommand(command!.command, ...command!.arguments!);
    await lensesBecome(document, [/^5: /, /^6: \$\(play\)/, /^6: .* saved as the baseline$/]);
    assert.deepEqual(diagnostics(document), []);
    assert.notEqual(await text(), before);
  },

  'what was saved can be taken back': async () => {
    const document = await openRoutes();
    const before = await text();
    await run('profileEndpoint', id);
    await vscode.commands.executeCommand('notifications.clearAll');
    await run('saveBaseline', id);
    assert.notEqual(await text(), before);
    const undo = async () => {
      await vscode.commands.executeCommand('notification.acceptPrimaryAction');
      return text();
    };
    await becomes('the file after Undo', undo, (now) => now === before);
    await lensesBecome(document, [/^5: /, /^6: \$\(play\)/, /^6: p95 [\d.]+ ms · FASTER (p50 )?[\d.]+×$/]);
  },

  'two versions of a baseline are shown side by side': async () => {
    const former = vscode.Uri.joinPath(file, '..', 'former.GET.json');
    await vscode.workspace.fs.copy(file, former);
    await vscode.commands.executeCommand('vscode.diff', former, file);
    await becomes(
      'the active tab',
      () => vscode.window.tabGroups.activeTabGroup.activeTab?.label,
      (label) => /former.*users/.test(label ?? ''),
    );
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await run('compareTwoBaselines', former, [former, file]);
    await becomes(
      'the active tab',
      () => vscode.window.tabGroups.activeTabGroup.activeTab?.label,
      (label) => label === 'former.GET.json ↔ users.$id.GET.json',
    );
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await vscode.workspace.fs.delete(former);
  },
};
