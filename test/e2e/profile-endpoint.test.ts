/** From a click above a route to a verdict, in a real VS Code with the packaged extension. */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../scripts/run.mjs';
import { hasStemOnTheLeft, hasTallBar } from '../support/vscode/canvas.ts';
import { ProfilePanel } from '../support/vscode/panel.ts';
import { type ExampleSession, openExample } from '../support/vscode/session.ts';

/** The README's pictures are made anew only on request; a test run makes its own beside them. */
const pictures = join(root, process.env.UPDATE_SCREENSHOTS ? 'media/screenshots' : 'test-results/screenshots');

/** The N+1 of the example: 25 orders, each with a query of its own for the customer. */
const path = '/api/v1/orders/recent';

describe('a click on "Profile endpoint"', () => {
  let session: ExampleSession;
  let panel: ProfilePanel;

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    // The window follows the browser, which the pictures below switch between dark and light.
    session = await openExample({ 'window.autoDetectColorScheme': true });
    const { workbench } = session;
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    await workbench.openFile('src/routes/orders.ts');
    await workbench.codeLens('Profile endpoint').first().click({ timeout: 60_000 });
    panel = await ProfilePanel.of(workbench, path);
    await workbench.codeLens(/^p95 /).waitFor({ timeout: 90_000 });
  });

  afterAll(() => session?.dispose());

  test('leaves the result above the route', async () => {
    expect(await session.workbench.codeLens(/^p95 /).innerText()).toMatch(/^p95 [\d.,]+ (µs|ms|s)\b/);
  });

  test.each(['dark', 'light'] as const)('looks as it should in the %s theme', async (colorScheme) => {
    await session.workbench.page.emulateMedia({ colorScheme });
    await panel.frame.locator(`body.vscode-${colorScheme}`).waitFor();
    await session.workbench.page.waitForTimeout(700); // The window's own bars fade from one theme to the other.
    await session.workbench.page.screenshot({ path: join(pictures, `panel-${colorScheme}.png`) });
  });

  test('shows the latency histogram, also as a table of all steady requests', async () => {
    const buckets = await panel.table('Histogram as a table');
    expect(buckets.length).toBeGreaterThan(2);
    const counts = buckets.map(([, , count]) => Number(count?.replace(/\D/g, '')));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(100);
    expect(await panel.frame.locator('profiler-histogram canvas').evaluate(hasTallBar)).toBe(true);
  });

  test('marks the cold starts apart, each by its kind', async () => {
    const kinds = (await panel.table('Cold starts')).map(([kind]) => kind);
    expect(kinds).toContain('process');
    // The process began before the first request, left of the requests' dots.
    expect(await panel.frame.locator('profiler-timeline canvas').evaluate(hasStemOnTheLeft)).toBe(true);
  });

  test('lists the SQL of a request with the plan that PostgreSQL executed', async () => {
    await panel.openTab(/SQL/);
    const statements = (await panel.table('Statements')).map(([statement]) => statement).join('\n');
    expect(statements).toMatch(/FROM customers WHERE id = \$1/);
    const plan = await panel.table('Plan');
    expect(plan.map(([node]) => node).join('\n')).toMatch(/(Index|Seq) Scan/);
    expect(plan[0]?.[1]).toMatch(/ (µs|ms)$/);
  });
});
