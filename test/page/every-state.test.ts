import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PanelState } from '../../src/protocol.ts';
import { loadProfiles, loadProgress } from '../support/load-profiles.ts';
import {
  anEndpoint,
  detailState,
  embeddedReport,
  overviewState,
  profiles,
  progress,
  runOfAll,
} from '../support/profiles.ts';
import { type PageHost, startPageHost, violations } from './host.ts';
import { themeNames } from './themes.ts';

/** Every state the page can show. */
const states: Record<string, PanelState> = {
  ...Object.fromEntries(Object.entries(loadProfiles).map(([name, profile]) => [name, detailState(profile)])),
  'running-load': detailState(loadProfiles.peak, { running: loadProgress.phase }),
  slower: detailState(profiles.slower),
  'much-slower': detailState(profiles.muchSlower),
  fine: detailState(profiles.fine),
  'failing-sometimes': detailState(profiles.failingSometimes),
  'no-baseline': detailState(profiles.noBaseline),
  stale: detailState(profiles.slower, { stale: true }),
  'saved-as-baseline': detailState(profiles.noBaseline, { isBaseline: true }),
  never: detailState(null),
  starting: detailState(null, { running: progress.starting }),
  running: detailState(null, { running: progress.round }),
  'running-again': detailState(profiles.slower, { running: progress.round }),
  'needs-sample': detailState(profiles.needsSample),
  'needs-consent': detailState(profiles.needsConsent),
  failed: detailState(profiles.failed),
  cancelled: detailState(profiles.cancelled),
  overview: overviewState(),
  'overview-untouched': {
    view: 'overview',
    title: 'orders-api',
    rows: [
      {
        id: 'GET /health' as never,
        endpoint: anEndpoint({ path: '/health' }),
        profile: null,
        stale: false,
        isBaseline: false,
      },
    ],
    running: null,
  },
  'overview-empty': { view: 'overview', title: 'orders-api', rows: [], running: null },
  'overview-running': overviewState({ running: runOfAll }),
};

const folder = join(import.meta.dirname, '../../test-results/page');
let host: PageHost;

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  host = await startPageHost();
});
afterAll(() => host[Symbol.asyncDispose]());

/** Colours differ by theme, places by width: narrow ones are looked at in one theme each. */
const cases = Object.keys(states).flatMap((name) => [
  ...themeNames.map((theme) => ({ name, theme, width: 1120 })),
  { name, theme: 'dark' as const, width: 540 },
  { name, theme: 'light' as const, width: 360 },
]);

describe.each(cases)('$name in $theme, $width px wide', ({ name, theme, width }) => {
  it('is accessible, fits and keeps the policy', async () => {
    const { page, faults } = await host.show(states[name]!, { theme, width });
    expect.soft(await violations(page)).toEqual([]);
    expect.soft(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    await page.screenshot({ path: join(folder, `${name}-${theme}-${width}.png`), fullPage: true });
    for (const tab of await page.getByRole('tab').all()) {
      const title = await tab.innerText();
      await tab.click();
      expect.soft(await violations(page)).toEqual([]);
      expect.soft(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      const shot = `${name}-${title.split(/\s/)[0]!.toLowerCase()}-${theme}-${width}.png`;
      await page.screenshot({ path: join(folder, shot), fullPage: true });
    }
    expect(faults).toEqual([]);
  });
});

describe.each(['dark', 'light'] as const)('a report in a %s system theme', (scheme) => {
  it('is accessible and keeps its policy', async () => {
    const { page, faults } = await host.showReport(embeddedReport(), scheme);
    expect.soft(await violations(page)).toEqual([]);
    await page.screenshot({ path: join(folder, `report-${scheme}.png`), fullPage: true });
    await page.getByRole('link', { name: '/api/orders/recent' }).click();
    await page.getByRole('heading', { name: '/api/orders/recent' }).waitFor();
    expect.soft(await violations(page)).toEqual([]);
    await page.screenshot({ path: join(folder, `report-detail-${scheme}.png`), fullPage: true });
    expect(faults).toEqual([]);
  });
});
