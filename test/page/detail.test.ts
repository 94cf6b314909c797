import { describe, expect, it } from 'vitest';
import type { MeasuredProfile } from '../../src/model.ts';
import type { FromPage, PanelState } from '../../src/protocol.ts';
import { detailState, measured, profiles, progress, recorded } from '../support/profiles.ts';
import { customersById, recentOrders } from '../support/queries.ts';
import { cells, usePanel } from './panel.ts';

const panel = usePanel();

const show = async (state: PanelState, width = 1120) => {
  await panel.show(state, { width });
  return panel.shown.page;
};

const numbers = (texts: string[]): number[] => texts.map((text) => Number(text.replaceAll(',', '')));

describe('what a run found', () => {
  it('names the endpoint, the verdict, and in one line what was done', async () => {
    const page = await show(detailState(profiles.slower));
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toMatch(/^GET\s+\/api\/orders\/recent$/);
    expect(await page.locator('.verdict').innerText()).toBe('MEDIUM · p95 1.60× slower');
    expect((await page.locator('.done').innerText()).trim()).toBe(
      'src/routes/orders.ts:42 · closed loop, 10 connections · 6\u00a0rounds\u00a0×\u00a00.5\u00a0s · 3,412 requests · against the baseline of ' +
        '18 Nov 2025, commit a1b2c3d · with the SQL tap · generator 31 % busy',
    );
  });

  it('shows each figure with what it was', async () => {
    const page = await show(detailState(profiles.slower));
    const tiles = await Promise.all((await page.locator('.tile').all()).map((tile) => tile.innerText()));
    expect(tiles.map((tile) => tile.split('\n'))).toEqual([
      ['p50', '4.59 ms', 'was 3.59 ms, 1.28×'],
      ['p95', '9.82 ms', 'was 6.15 ms, 1.60×'],
      ['p99', '13.4 ms', 'was 7.61 ms, 1.77×'],
      ['throughput', '1,137/s', 'was 1,333/s, 0.85×'],
      ['errors', '0 %', '3,412 × 200'],
      ['cold start', '414 ms', 'the server’s start, 90× the median'],
      ['SQL a request', '3.90 ms', expect.stringMatching(/^26 queries, \d+ % of the time$/)],
      ['server', '–', 'was not started here'],
    ]);
  });

  it('draws the histogram and gives it as a table whose counts add up to all requests', async () => {
    const page = await show(detailState(profiles.slower));
    expect(await page.locator('profiler-histogram canvas').count()).toBe(1);
    await page.locator('[data-table=histogram] summary').click();
    const rows = await cells(page.locator('.histogram-table tbody tr'));
    const sum = (column: number) => numbers(rows.map((row) => row[column]!)).reduce((total, each) => total + each, 0);
    expect(sum(2)).toBe(profiles.slower.summary.count);
    expect(sum(3)).toBe(4_000);
  });

  it('reads out the bar under the pointer', async () => {
    const page = await show(detailState(profiles.slower));
    await page.locator('profiler-histogram .u-over').hover();
    expect(await page.locator('profiler-histogram .readout').innerText()).toMatch(
      /^[\d.]+ – [\d.]+ ms: now \d+ \([\d.]+ %\), baseline \d+ \([\d.]+ %\)$/,
    );
  });

  it('tells cold starts by kind, and the rounds', async () => {
    const page = await show(detailState(profiles.slower));
    expect(await page.locator('profiler-timeline .plot').getAttribute('aria-label')).toContain(
      'Cold starts: process 414 ms · 90×, route 96.6 ms · 21×, connections 27.1 ms · 5.90×',
    );
    await page.locator('[data-table=timeline] summary').click();
    expect((await cells(page.locator('.cold-table tbody tr'))).map(([kind]) => kind)).toEqual([
      'process',
      'route',
      'connection',
    ]);
    expect(await page.locator('.rounds-table tbody tr').count()).toBe(6);
  });

  it('lists percentiles now, before, and their ratio', async () => {
    const page = await show(detailState(profiles.slower));
    const rows = await cells(page.locator('.percentile-table tbody tr'));
    expect(rows.find(([name]) => name === 'p95')).toEqual(['p95', '9.82 ms', '6.15 ms', '1.60×']);
    expect(rows.find(([name]) => name === 'p90')).toEqual(['p90', '8.34 ms', '–', '–']);
  });

  it('has no columns for a baseline where there is none', async () => {
    const page = await show(detailState(profiles.noBaseline));
    expect((await cells(page.locator('.percentile-table tbody tr')))[0]).toHaveLength(2);
    expect(await page.locator('.tile .note').first().innerText()).toBe('half are faster');
  });

  it('says that a result is the baseline as soon as it has been saved', async () => {
    const page = await show(detailState(profiles.noBaseline));
    expect(await page.locator('.verdict').innerText()).toBe('no baseline yet');
    await panel.shown.send(detailState(profiles.noBaseline, { isBaseline: true }));
    await expect.poll(() => page.locator('.verdict').innerText()).toBe('saved as the baseline');
    expect(await page.locator('.done').innerText()).not.toContain('no baseline');
  });

  it('says what to keep in mind about the numbers', async () => {
    const page = await show(detailState(profiles.failingSometimes));
    expect((await page.locator('.warnings li').allInnerTexts())[0]).toBe(
      '25 requests (2.9 %) failed; the first with: 503 Service Unavailable.',
    );
  });

  it('shows hostile text as text', async () => {
    const hostile = '<img src=x onerror="document.title=1"><script>alert(1)</script>';
    const query = { ...customersById, text: hostile };
    const finding = { ...profiles.slower.findings[0]!, title: hostile, why: hostile };
    const page = await show(detailState(measured({ sql: recorded([query]), findings: [finding] })));
    expect(await page.locator('.finding strong').innerText()).toBe(`${hostile}.`);
    expect(await page.locator('main img, main script').count()).toBe(0);
  });

  it.each([
    ['no request was answered', { now: [], baseline: null }],
    ['all requests took the same time', { now: [{ fromMs: 3, toMs: 3.001, count: 3_412 }], baseline: null }],
    ['a request took no measurable time', { now: [{ fromMs: 0, toMs: 0.001, count: 3_412 }], baseline: null }],
  ])('stands when %s', async (_, distribution: MeasuredProfile['distribution']) => {
    const timeline = { phases: [], atMs: [], latencyMs: [], phase: [], ok: [] };
    const page = await show(detailState(measured({ distribution, timeline, cold: [] })));
    await page.getByRole('heading', { name: 'Percentiles' }).waitFor();
  });
});

describe('why', () => {
  it('lists findings in the order of what they cost', async () => {
    const findings = profiles.slower.findings.toReversed();
    const page = await show(detailState(measured({ findings })));
    expect(await page.locator('.finding .chip').allInnerTexts()).toEqual(['HIGH', 'MEDIUM', 'LOW']);
  });

  it('leads from a finding to its statement and the very node', async () => {
    const page = await show(detailState(profiles.slower));
    await page.getByRole('button', { name: 'Show the statement: orders is read from end to end' }).click();
    const node = page.locator(`[data-fingerprint="${recentOrders.fingerprint}"] tr.shown`);
    await node.waitFor();
    expect(await node.innerText()).toContain('Seq Scan orders');
    expect(await node.locator('.chip').innerText()).toBe('MEDIUM');
    await expect.poll(() => page.locator('.opener:focus').innerText()).toContain('SELECT id, customer_id');
  });
});

describe('a run under way', () => {
  it('says what is going on, with numbers as they settle, and can be cancelled', async () => {
    const page = await show(detailState(null, { running: progress.round }));
    expect(await page.getByRole('status').innerText()).toBe('Round 3 of 6');
    expect(await page.locator('.tile .value').allInnerTexts()).toEqual([
      '4.61 ms',
      '9.72 ms',
      '13.9 ms',
      '2,098/s',
      '0 %',
      '–',
      '–',
      '–',
    ]);
    await page.getByRole('button', { name: 'Cancel' }).click();
    expect((await panel.shown.posted()).at(-1)).toEqual({ type: 'cancel', id: 'GET /api/orders/recent' });
  });

  it.each([
    ['slower', 1120],
    ['slower', 540],
    ['failingSometimes', 1120],
  ] as const)('moves nothing when it starts after %s, %i px wide', async (name, width) => {
    const page = await show(detailState(profiles[name]), width);
    const places = () =>
      page.evaluate(`['.tiles', 'vscode-panels', 'profiler-histogram', 'profiler-timeline', '.actions vscode-button']
        .map((selector) => document.querySelector(selector).getBoundingClientRect())
        .map(({ x, y }) => [x, y])`);
    const before = await places();
    await panel.shown.send(detailState(profiles[name], { running: progress.round }));
    await page.getByRole('button', { name: 'Cancel' }).waitFor();
    expect(await places()).toEqual(before);
  });

  it('keeps the tab that was chosen while states arrive', async () => {
    const page = await show(detailState(profiles.slower));
    await page.getByRole('tab', { name: 'SQL' }).click();
    await panel.shown.send(detailState(profiles.slower, { running: progress.explaining }));
    await page.getByText('Asking the database for the plans').waitFor();
    expect(await page.getByRole('tab', { name: 'SQL' }).getAttribute('aria-selected')).toBe('true');
  });
});

describe('what a person has opened', () => {
  it('stays open while the same result is sent again and a run goes on', async () => {
    const page = await show(detailState(profiles.slower));
    await page.getByRole('tab', { name: 'SQL' }).click();
    await page.locator('.opener').first().click();
    await page.locator('.opener').last().click();
    await page.locator(planRows).first().click();
    const opened = async () => [
      await page.locator('.opener').evaluateAll(expandedOf),
      await page.locator(planRows).count(),
    ];
    const before = await opened();
    expect(before).toEqual([['false', 'true'], 1]);
    await panel.shown.send(detailState(profiles.slower, { running: progress.starting }));
    await panel.shown.sendStep({ view: 'detail', running: progress.round });
    await expect.poll(() => page.getByRole('status').innerText()).toBe('Round 3 of 6');
    expect(await opened()).toEqual(before);
  });
});

it('shows another endpoint, or all of them, from the top', async () => {
  const page = await show(detailState(profiles.slower));
  const place = () => page.evaluate('scrollY');
  await page.evaluate('scrollTo(0, 400)');
  await panel.shown.send(detailState(profiles.slower, { stale: true }));
  await page.locator('.stale').waitFor();
  expect(await place()).toBe(400);
  await panel.shown.send(detailState(profiles.failingSometimes));
  await page.getByRole('heading', { name: profiles.failingSometimes.endpoint.path }).waitFor();
  expect(await place()).toBe(0);
});

describe('a click with the mouse', () => {
  it('leaves no focus ring behind; the keyboard shows where it is', async () => {
    const page = await show(detailState(profiles.slower));
    const ring = (label: string) =>
      page.evaluate(`getComputedStyle(
        [...document.querySelectorAll('vscode-button')].find(({ textContent }) => textContent.trim() === '${label}')
          .shadowRoot.querySelector('.control')).outlineStyle`);
    await page.getByRole('button', { name: 'Profile again' }).click();
    expect(await ring('Profile again')).toBe('none');
    await page.keyboard.press('Tab');
    expect(await ring('Profile with Load…')).toBe('solid');
  });
});

describe('what can be done', () => {
  const id = 'GET /api/orders/recent';
  const cases: [state: PanelState, name: string, message: Record<string, unknown>][] = [
    [detailState(profiles.slower), 'Profile again', { type: 'profile', id }],
    [detailState(profiles.slower), 'Profile with Load…', { type: 'profile-with-load', id }],
    [detailState(null), 'Profile with Load…', { type: 'profile-with-load', id }],
    [detailState(profiles.slower), 'Save as baseline', { type: 'save-baseline', id }],
    [detailState(profiles.slower), '← All endpoints', { type: 'open-overview' }],
    [
      detailState(profiles.slower),
      'src/routes/orders.ts:42',
      { type: 'open-source', file: 'src/routes/orders.ts', line: 42 },
    ],
    [detailState(null), 'Profile', { type: 'profile', id }],
    [detailState(profiles.cancelled), 'Profile', { type: 'profile', id }],
    [detailState(profiles.needsSample), 'Enter a sample value', { type: 'enter-sample', id: 'GET /api/orders/{id}' }],
    [detailState(profiles.needsConsent), 'Allow and profile…', { type: 'give-consent', id: 'DELETE /api/orders/{id}' }],
    [detailState(profiles.failed), 'Try again', { type: 'profile', id: 'GET /api/stock' }],
    [detailState(profiles.failed), 'Open the configuration', { type: 'open-config' }],
    [detailState(profiles.failed), 'Show the server’s log', { type: 'show-server-log' }],
  ];

  it.each(cases)('%# offers one click: %o', async (state, name, message) => {
    const page = await show(state);
    const buttons = page.getByRole('button', { name, exact: true });
    expect(await buttons.count()).toBe(1);
    await buttons.click();
    expect(await panel.shown.posted()).toEqual([{ type: 'ready' }, message as unknown as FromPage]);
  });

  it('reaches every button and tab by keyboard', async () => {
    const page = await show(detailState(profiles.slower));
    await page.getByRole('tab', { name: 'Latency' }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.getByRole('tab', { name: 'SQL' }).getAttribute('aria-selected')).toBe('true');
    await page.getByRole('button', { name: 'Save as baseline' }).focus();
    await page.keyboard.press('Enter');
    expect((await panel.shown.posted()).at(-1)).toEqual({ type: 'save-baseline', id });
  });

  it('says that the handler has changed since', async () => {
    const page = await show(detailState(profiles.slower, { stale: true }));
    await page.getByText('the handler has changed since').waitFor();
  });

  it('shows a failure with the last lines of the log', async () => {
    const page = await show(detailState(profiles.failed));
    await page.getByRole('heading', { name: 'The server did not answer within 30 s.' }).waitFor();
    expect(await page.locator('pre').innerText()).toContain('<is the database running?>');
  });
});

/** Of the statement's own plan, not of the one with an index. */
const planRows = '.opened-content > profiler-plan tbody tr';

const expandedOf = (elements: { getAttribute(name: string): string | null }[]) =>
  elements.map((element) => element.getAttribute('aria-expanded'));
