import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
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
import { searchWithSql, withoutStatements } from '../support/sql-profiles.ts';
import { type Rules, violations } from './host.ts';
import { usePanel } from './panel.ts';
import type { ThemeName } from './themes.ts';

/** Every state the page can show. */
const states: Record<string, PanelState> = {
  ...Object.fromEntries(Object.entries(loadProfiles).map(([name, profile]) => [name, detailState(profile)])),
  'running-load': detailState(loadProfiles.peak, { running: loadProgress.phase }),
  slower: detailState(profiles.slower),
  'much-slower': detailState(profiles.muchSlower),
  'sql-in-full': detailState(searchWithSql),
  'sql-without-statements': detailState(withoutStatements),
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
        trend: [],
      },
    ],
    running: null,
  },
  'overview-empty': { view: 'overview', title: 'orders-api', rows: [], running: null },
  'overview-running': overviewState({ running: runOfAll }),
};

const folder = join(import.meta.dirname, '../../test-results/page');
const panel = usePanel();

beforeAll(() => {
  mkdirSync(folder, { recursive: true });
});

interface Look {
  theme: ThemeName;
  /** Of axe: a theme changes colours alone. */
  rules: Rules;
}

/** A width changes the places of things, whatever the theme is. */
const looks: { width: number; themes: Look[] }[] = [
  {
    width: 1120,
    themes: [
      { theme: 'dark', rules: 'all' },
      { theme: 'light', rules: 'colours' },
      { theme: 'high-contrast', rules: 'colours' },
    ],
  },
  { width: 540, themes: [{ theme: 'dark', rules: 'none' }] },
  { width: 360, themes: [{ theme: 'light', rules: 'all' }] },
];

/** Their other tabs are those of another state. */
const sameTabs = ['much-slower', 'no-baseline', 'saved-as-baseline', 'running-again', 'running-load'];

describe.each(Object.keys(states))('%s', (name) => {
  it('is accessible, fits and keeps the policy in each theme and width', async () => {
    const { page, wear } = await panel.show(states[name]!);
    const opened = await idsOf(page.getByRole('tab', { selected: true }));
    const others = sameTabs.includes(name) ? [] : await idsOf(page.getByRole('tab', { selected: false }));
    for (const { width, themes } of looks) {
      for (const id of opened) await page.locator(`#${id}`).click();
      await resize(page, width);
      await lookAt(name, 'html', width, themes);
      for (const id of others) {
        await page.locator(`#${id}`).click();
        await lookAt(`${name}-${id.replace('tab-', '')}`, 'vscode-panels', width, themes);
      }
    }

    async function lookAt(part: string, within: string, width: number, themes: Look[]): Promise<void> {
      for (const { theme, rules } of themes) {
        await wear(theme);
        const look = `${part}-${theme}-${width}`;
        if (rules !== 'none') expect.soft(await violations(page, rules, within), look).toEqual([]);
        expect.soft(await page.evaluate('document.documentElement.scrollWidth'), look).toBeLessThanOrEqual(width);
        if (rules !== 'none') await page.screenshot({ path: join(folder, `${look}.png`), fullPage: true });
      }
    }
  });
});

const idsOf = (elements: Locator) => elements.evaluateAll((all) => all.map(({ id }) => id));

/** Resolves when the charts have followed. */
async function resize(page: Page, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 900 });
  await page.evaluate(
    'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done))))',
  );
}

describe.each(['dark', 'light'] as const)('a report in a %s system theme', (scheme) => {
  it('is accessible and keeps its policy', async () => {
    const { page } = await panel.showReport(embeddedReport(), scheme);
    expect.soft(await violations(page)).toEqual([]);
    await page.screenshot({ path: join(folder, `report-${scheme}.png`), fullPage: true });
    await page.getByRole('link', { name: '/api/orders/recent' }).click();
    await page.getByRole('heading', { name: '/api/orders/recent' }).waitFor();
    expect.soft(await violations(page)).toEqual([]);
    await page.screenshot({ path: join(folder, `report-detail-${scheme}.png`), fullPage: true });
  });
});
