/** From a saved baseline to a regression that is seen, and accepted, in a real VS Code with the packaged extension. */

import { mkdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../scripts/run.mjs';
import { ProfilePanel } from '../support/vscode/panel.ts';
import { type ExampleSession, openExample } from '../support/vscode/session.ts';

const pictures = join(root, 'test-results/screenshots');
const path = '/api/v1/orders/recent';

describe('a baseline', () => {
  let session: ExampleSession;
  let panel: ProfilePanel;
  const picture = (name: string) => session.workbench.page.screenshot({ path: join(pictures, `${name}.png`) });
  const saved = () =>
    readFile(join(session.workspace, '.endpoint-profiler/baselines/api.v1.orders.recent.GET.json'), 'utf8');
  /** Under test VS Code shows messages only where somebody asks for them. */
  const message = async (text: string) => {
    await session.workbench.runCommand('Notifications: Show Notifications');
    const shown = session.workbench.page.locator('.notifications-center .monaco-list-row').filter({ hasText: text });
    await shown.waitFor();
    return shown;
  };

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    session = await openExample();
    const { workbench } = session;
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    await workbench.openFile('src/routes/orders.ts');
    await workbench.codeLens('Profile endpoint').first().click({ timeout: 60_000 });
    panel = await ProfilePanel.of(workbench, path);
    await workbench.codeLens(/^p95 .* no baseline$/).waitFor({ timeout: 90_000 });
  });

  afterAll(() => session?.dispose());

  test('is saved from the panel, and the message can take it back', async () => {
    const { workbench } = session;
    await panel.frame.getByRole('button', { name: 'Save as baseline' }).click();
    await workbench.codeLens(/^p95 .* saved as the baseline$/).waitFor();
    const saying = await message('Saved .endpoint-profiler/baselines/api.v1.orders.recent.GET.json.');
    await picture('baseline-saved');
    await saying.getByRole('button', { name: 'Undo' }).click();
    await workbench.codeLens(/^p95 .* no baseline$/).waitFor();
    await expect(saved()).rejects.toThrow('ENOENT');
    await panel.frame.getByRole('button', { name: 'Save as baseline' }).click();
    await workbench.codeLens(/^p95 .* saved as the baseline$/).waitFor();
    expect(JSON.parse(await saved()).path).toBe(path);
  });

  test('tells that a handler has become slower, above it and among the problems', async () => {
    const { workbench } = session;
    const file = join(session.workspace, 'src/routes/orders.ts');
    const code = await readFile(file, 'utf8');
    const pause = '  await new Promise((resolve) => setTimeout(resolve, 400));\n  response.json(orders);';
    await writeFile(file, code.replace('  response.json(orders);', pause));
    await workbench.codeLens(/changed since/).waitFor();
    await panel.frame.getByRole('button', { name: 'Profile again' }).click();
    await workbench.codeLens(/^p95 .* · HIGH (p50 )?[\d.,]+×$/).waitFor({ timeout: 90_000 });
    await workbench.codeLens('Accept as baseline').waitFor();
    await workbench.runCommand('Problems: Focus on Problems View');
    await workbench.page.locator('.markers-panel').getByText(`GET ${path}: HIGH`).waitFor();
    await picture('regression');
  });

  test('is what was accepted from then on', async () => {
    const { workbench } = session;
    const before = await saved();
    await workbench.codeLens('Accept as baseline').click();
    await workbench.codeLens(/^p95 .* saved as the baseline$/).waitFor();
    await message('in place of the former one');
    expect(await workbench.codeLens('Accept as baseline').count()).toBe(0);
    expect(await workbench.page.locator('.markers-panel').getByText(`GET ${path}: HIGH`).count()).toBe(0);
    expect(await saved()).not.toBe(before);
    await picture('regression-accepted');
  });

  test('stands behind a history of all that was measured', async () => {
    const { workbench } = session;
    await workbench.runCommand('Endpoint Profiler: Show History');
    await workbench.type('orders/recent', true);
    await panel.frame.getByRole('tab', { name: 'History', selected: true }).waitFor();
    expect(await panel.table('History')).toHaveLength(2);
    await picture('history');
  });

  test('opens as a report, and as text where that is asked for', async () => {
    const { workbench } = session;
    await (await message('in place of the former one')).getByRole('button', { name: 'Open' }).click();
    await workbench.page.getByRole('tab', { name: 'api.v1.orders.recent.GET.json' }).waitFor();
    const report = await workbench.webview('text=Open as text');
    expect(await report.locator('h1').innerText()).toContain(path);
    await picture('baseline-report');
    await workbench.page.getByRole('button', { name: 'Open Baseline as Text' }).click();
    await workbench.page.locator('.view-lines').getByText('"savedAt"').waitFor();
  });
});
