/** From the choice of a load to what it tells, in a real VS Code with the packaged extension. */

import { mkdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../scripts/run.mjs';
import { ProfilePanel } from '../support/vscode/panel.ts';
import { type ExampleSession, openExample } from '../support/vscode/session.ts';

/** The README's picture is made anew only on request, and then without haste. */
const forReadme = Boolean(process.env.UPDATE_SCREENSHOTS);
const pictures = join(root, forReadme ? 'media/screenshots' : 'test-results/screenshots');
const ownPictures = join(root, 'test-results/screenshots');

const wholeWindow = { x: 0, y: 0, width: 1280, height: 860 };
/** Beside the editor. */
const panelAlone = { x: 666, y: 36, width: 608, height: 790 };

const path = '/api/v1/orders/recent';

const loads = {
  far: { sweep: forReadme ? { maxUsers: 64, stepS: 2 } : { maxUsers: 16, stepS: 0.4 } },
  'lunch rush': {
    phases: [
      { name: 'warm-up', users: 2, durationS: 1 },
      { name: 'morning', rate: 40, durationS: 3 },
      { name: 'noon', rate: 40, rampTo: 160, durationS: 5 },
      { name: 'afternoon', users: 4, thinkS: [0.02, 0.1], durationS: 60 },
    ],
  },
};

describe('"Profile Endpoint with Load…"', () => {
  let session: ExampleSession;
  let panel: ProfilePanel;
  const picture = async (name: string, folder = ownPictures, clip = wholeWindow) => {
    const { page } = session.workbench;
    await page.mouse.move(400, 600); // Over no button that would tell its name.
    await page.screenshot({ path: join(folder, `${name}.png`), clip });
  };

  beforeAll(async () => {
    mkdirSync(ownPictures, { recursive: true });
    session = await openExample({ 'window.autoDetectColorScheme': true });
    const configFile = join(session.workspace, '.endpoint-profiler/config.json');
    const config = JSON.parse(await readFile(configFile, 'utf8'));
    await writeFile(configFile, JSON.stringify({ ...config, loads }, null, 2));
    const { workbench } = session;
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    await workbench.openFile('src/routes/orders.ts');
    await workbench.codeLens('Profile endpoint').first().waitFor({ timeout: 60_000 });
  });

  afterAll(() => session?.dispose());

  /** Both questions are answered by the keyboard alone. */
  async function profileWith(load: string): Promise<void> {
    const { workbench } = session;
    await workbench.runCommand('Endpoint Profiler: Profile Endpoint with Load…');
    const question = workbench.page.locator('.quick-input-widget');
    const ofEndpoint = question.getByText('Which endpoint?');
    await ofEndpoint.or(question.getByText('Which load?')).waitFor();
    if (await ofEndpoint.isVisible()) await workbench.type(path, true);
    await question.getByText('Which load?').waitFor();
    await picture(`load-choice-${load}`);
    await workbench.type(load, true);
  }

  test('a sweep tells each step, then how far the endpoint scales', async () => {
    const { workbench } = session;
    await profileWith('far');
    panel = await ProfilePanel.of(workbench, path);
    await workbench.statusBarItem(/Sweep: \d+ users?/).waitFor({ timeout: 60_000 });
    await picture('load-sweeping');
    const scaling = panel.frame.getByRole('tab', { name: 'Scaling', selected: true });
    await scaling.waitFor({ timeout: 60_000 });
    const steps = await panel.table('Steps of the sweep');
    expect(steps.map(([users]) => users?.replace('knee ', ''))).toEqual(
      ['1', '2', '4', '8', '16', '32', '64'].slice(0, steps.length),
    );
    expect(steps.length).toBeGreaterThan(2);
    await picture('load-swept');
    await panel.frame.getByRole('tab', { name: 'Scaling' }).evaluate((tab) => tab.scrollIntoView());
    await workbench.codeLens(/^p95 /).waitFor();
    await picture('panel-scaling', pictures, panelAlone);
  });

  test('a load of phases names the one that runs; cancelled, what was measured until then stands and is said', async () => {
    const { workbench } = session;
    await profileWith('lunch rush');
    await workbench.statusBarItem(/noon/).waitFor({ timeout: 60_000 });
    await picture('load-running');
    await workbench.statusBarItem(/afternoon/).waitFor({ timeout: 60_000 });
    await workbench.runCommand('Endpoint Profiler: Cancel Profiling');
    await panel.frame.getByText('The run was cancelled; this is what was measured until then').waitFor();
    const phases = await panel.table('Phases');
    expect(phases.map(([name]) => name)).toEqual(['warm-up, not counted', 'morning', 'noon', 'afternoon']);
    await picture('load-cancelled');
  });
});
