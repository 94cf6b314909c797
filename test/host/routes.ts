import assert from 'node:assert/strict';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import * as vscode from 'vscode';
import { lensesBecome, openRoutes } from './lenses.ts';
import type { Suite } from './results.ts';

async function edit({ uri }: vscode.TextDocument, change: (edit: vscode.WorkspaceEdit) => void): Promise<void> {
  const workspaceEdit = new vscode.WorkspaceEdit();
  change(workspaceEdit);
  assert.ok(await vscode.workspace.applyEdit(workspaceEdit), `${uri} could not be edited`);
}

/** How late timers of the extension host were meanwhile, with 1 ms added that they wait anyway. */
async function delayDuring(work: () => PromiseLike<unknown>): Promise<ReturnType<typeof monitorEventLoopDelay>> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await work();
  delay.disable();
  return delay;
}

export const routes: Suite = {
  'a lens stands above each route': async () => {
    const document = await openRoutes();
    await vscode.window.showTextDocument(document);
    await lensesBecome(document, ['5: $(play) Profile endpoint', '6: $(play) Profile endpoint']);
  },

  'a route that is typed in has its lens before it is saved, and loses it when it is taken out': async () => {
    const document = await openRoutes();
    const line = new vscode.Position(6, 0);
    await edit(document, (one) => one.insert(document.uri, line, "app.post('/users', (q, r) => r.json({}));\n"));
    await lensesBecome(document, [/^5: /, /^6: /, '7: $(play) Profile endpoint']);
    await edit(document, (one) => one.delete(document.uri, new vscode.Range(6, 0, 7, 0)));
    await lensesBecome(document, [/^5: /, /^6: /]);
  },

  'an unfinished line does not lose the lenses of the others': async () => {
    const document = await openRoutes();
    await edit(document, (one) => one.insert(document.uri, new vscode.Position(6, 0), "app.get('/half', (q, r\n"));
    await lensesBecome(document, [/^5: /, /^6: /]);
    await edit(document, (one) => one.delete(document.uri, new vscode.Range(6, 0, 7, 0)));
    await lensesBecome(document, [/^5: /, /^6: /]);
    assert.equal(document.getText(), new TextDecoder().decode(await vscode.workspace.fs.readFile(document.uri)));
  },

  'the command profiles an endpoint, and the lens above it says what came out': async (report) => {
    const document = await openRoutes();
    const late = "the extension host's event loop was late, p99";
    // What the machine does besides is in both figures.
    const idle = await delayDuring(() => new Promise((resolve) => setTimeout(resolve, 1_500)));
    report({ name: `${late} while nothing was going on`, value: idle.percentile(99) / 1e6, unit: 'ms' });
    const busy = await delayDuring(() =>
      vscode.commands.executeCommand('endpointProfiler.profileEndpoint', 'GET /users/{id}'),
    );
    report({ name: `${late} during a burst at full speed`, value: busy.percentile(99) / 1e6, unit: 'ms' });
    await lensesBecome(document, [/^5: /, '6: $(play) Profile endpoint', /^6: p95 [\d.]+ ms · no baseline$/]);
  },

  'the command that profiles with a load asks for it, then runs it': async () => {
    const document = await openRoutes();
    let done = false;
    const run = vscode.commands.executeCommand('endpointProfiler.profileWithLoad', 'GET /users/{id}');
    run.then(() => (done = true));
    // Takes the first, which is the default burst, as soon as the list is open.
    while (!done) {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    await lensesBecome(document, [/^5: /, '6: $(play) Profile endpoint', /^6: p95 /]);
  },

  'a scan leaves the editor its time': async (report) => {
    const delay = await delayDuring(() => vscode.commands.executeCommand('endpointProfiler.rescan'));
    report({
      name: "the extension host's event loop was late during a scan, at most",
      value: delay.max / 1e6,
      unit: 'ms',
    });
  },

  'a result says so once its handler has changed': async () => {
    const document = await openRoutes();
    await edit(document, (one) => one.insert(document.uri, new vscode.Position(5, 0), 'void 0; '));
    await lensesBecome(document, [/^5: /, /^6: \$\(play\)/, /^6: p95 .* \(changed since\)$/]);
    await edit(document, (one) => one.delete(document.uri, new vscode.Range(5, 0, 5, 8)));
    await lensesBecome(document, [/^5: /, /^6: \$\(play\)/, /^6: p95 .* no baseline$/]);
  },
};
