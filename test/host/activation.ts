import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import packageJson from '../../package.json' with { type: 'json' };
import type { Suite } from './results.ts';

const id = `${packageJson.publisher}.${packageJson.name}`;

function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension(id);
  assert.ok(found, `VS Code does not know ${id}`);
  return found;
}

export const activation: Suite = {
  'the extension activates in a workspace with an Express project': async (report) => {
    const there = extension();
    // A figure only if nothing has activated it before us.
    const cold = !there.isActive;
    const startedAt = performance.now();
    await there.activate();
    if (cold) report({ name: 'activation', value: performance.now() - startedAt, unit: 'ms' });
    assert.equal(there.isActive, true);
  },

  'every command of package.json is registered': async () => {
    const registered = new Set(await vscode.commands.getCommands(true));
    const contributed = (extension().packageJSON.contributes?.commands ?? []) as { command: string }[];
    assert.ok(contributed.length > 0, 'package.json contributes no command');
    const missing = contributed.map(({ command }) => command).filter((command) => !registered.has(command));
    assert.deepEqual(missing, []);
  },
};
