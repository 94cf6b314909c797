import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TargetResult } from '../../src/model.ts';
import type { PanelState } from '../../src/protocol.ts';
import { loadProfiles, loadProgress } from '../support/load-profiles.ts';
import {
  anEndpoint,
  detailState,
  embeddedReport,
  measured,
  overviewState,
  profiles,
  progress,
  runOfAll,
} from '../support/profiles.ts';
import { baselineComparison, baselineReport, history } from '../support/saved-baselines.ts';
import { searchWithSql, withoutStatements } from '../support/sql-profiles.ts';
import { comparison } from '../support/verdicts.ts';
import { type Rules, violations } from './host.ts';
import { usePanel } from './panel.ts';
import type { ThemeName } from './themes.ts';

const targets: TargetResult[] = [
  { target: 'p95Ms', limit: 5, actual: 9.8, met: false, selector: null },
  { target: 'errorRate', limit: 0.01, actual: 0, met: true, selector: 'GET /api/**' },
];

function overviewWithTrends(): PanelState {
  const state = overviewState();
  return { ...state, rows: state.rows.map((row) => ({ ...row, trend: row.profile ? [6.2, 6.1, 6.4, 6.2, 9.8] : [] })) };
}

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
  'overview-with-trends': overviewWithTrends(),
  'with-history': detailState(profiles.slower, { history: history() }),
  inconclusive: detailState(
    measured({ verdict: { state: 'inconclusive', moreRounds: 9, ...comparison(1.19) }, targets }),
  ),
  baseline: { view: 'baseline', content: { state: 'report', ...baselineReport() } },
  'baseline-comparison': { view: 'baseline', content: { state: 'comparison', ...baselineComparison() } },
  'baseline-unreadable': {
    view: 'baseline',
    content: {
      state: 'unreadable',
      title: 'api.orders.GET.json',
      problem: {
        message: 'The baseline cannot be read: it is not valid JSON.',
        nextStep: 'Restore it from version control.',
      },
    },
  },
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
const sameTabs = ['inconclusive', 'much-slower', 'no-baseline', 'saved-as-baseline', 'running-again', 'running-load'];
/** The tab of the others says that there is none. */
const withHistory = ['with-history', 'slower'];

describe.each(Object.keys(states))('%s', (name) => {
  it('is accessible, fits and keeps the policy in each theme and width', async () => {
    const { page, wear } = await panel.show(states[name]!);
    const opened = await idsOf(page.getByRole('tab', { selected: true }));
    const closed = sameTabs.includes(name) ? [] : await idsOf(page.getByRole('tab', { selected: false }));
    const others = closed.filter((id) => id !== 'tab-history' || withHistory.includes(name));
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
