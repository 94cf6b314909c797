import { describe, expect, it } from 'vitest';
import { endpointId } from '../../src/model.ts';
import { embeddedReport, overviewState, profiles, runOfAll } from '../support/profiles.ts';
import { usePanel } from './panel.ts';

const panel = usePanel();
const paths = () => panel.shown.page.locator('.endpoints tbody .path').allInnerTexts();

describe('the overview', () => {
  it('puts the worst verdict first, then the slowest', async () => {
    await panel.show(overviewState());
    expect(await panel.shown.page.locator('.endpoints tbody .chip').allInnerTexts()).toEqual([
      'HIGH',
      'MEDIUM',
      'not comparable',
      'no baseline',
      'OK',
      'FASTER',
    ]);
    expect((await paths())[0]).toBe('/api/report');
    expect(await panel.shown.page.locator('.endpoints tbody tr').nth(1).locator('td').allInnerTexts()).toEqual([
      '',
      '4.59',
      '9.82',
      'MEDIUM',
      '1.60×',
      '96.6 ms',
      '0 %',
      '26 · 3.90 ms',
    ]);
  });

  it('says where a run of all stands, and offers to cancel it', async () => {
    await panel.show(overviewState({ running: runOfAll }));
    const status = await panel.shown.page.locator('.overview-head .status').innerText();
    expect(status.replaceAll(/\s+/g, ' ')).toBe('3 of 12 GET /api/orders/recent Round 3 of 6');
    await panel.shown.page.getByRole('button', { name: 'Cancel' }).click();
    expect(await panel.shown.posted()).toContainEqual({ type: 'cancel', id: 'GET /api/orders/recent' });
    expect(await panel.shown.page.getByRole('button', { name: 'Profile all' }).count()).toBe(0);
  });

  it('marks what was measured only in part, and what is the baseline now', async () => {
    const { endpoint } = profiles.slower;
    const warnings = [{ kind: 'partial' as const, reason: 'cancelled' as const, detail: '' }];
    const row = (path: string, overrides: object, isBaseline: boolean) => {
      const own = { ...endpoint, path };
      const profile = { ...profiles.slower, endpoint: own, ...overrides };
      return { id: endpointId(own), endpoint: own, profile, stale: false, isBaseline, trend: [] };
    };
    await panel.show(overviewState({ rows: [row('/half', { warnings }, false), row('/saved', {}, true)] }));
    const rows = await panel.shown.page.locator('.endpoints tbody tr').allInnerTexts();
    expect(rows[0]).toMatch(/\/half\s+in part.*MEDIUM\s+1\.60×/s);
    expect(rows[1]).toMatch(/\/saved.*baseline\s+–/s);
  });

  it('filters by words and by verdict', async () => {
    await panel.show(overviewState());
    const { page } = panel.shown;
    await page.getByRole('textbox', { name: 'Filter endpoints' }).fill('get orders');
    await expect.poll(paths).toEqual(['/api/orders/recent']);
    await page.getByRole('textbox', { name: 'Filter endpoints' }).fill('');
    await page.getByRole('button', { name: '1 HIGH' }).click();
    await expect.poll(paths).toEqual(['/api/report']);
    await page.getByRole('textbox', { name: 'Filter endpoints' }).fill('no such path');
    await page.getByText('No endpoint matches the filter.').waitFor();
  });

  it('lists what has no result, with the reason and the click that brings one', async () => {
    await panel.show(overviewState());
    const { page } = panel.shown;
    const rows = await page.locator('.waiting li').allInnerTexts();
    expect(rows.map((row) => row.replaceAll(/\s+/g, ' '))).toEqual([
      'GET /api/stock failed The server did not answer within 30 s. Try again',
      'GET /api/orders/{id} needs a sample value for id Enter a sample value',
      'DELETE /api/orders/{id} may change data and waits for your consent Look at the request',
      'POST /api/orders not profiled yet Profile',
      'GET /api/stock/{sku} not profiled yet Profile',
    ]);
    await page.getByRole('button', { name: 'Enter a sample value' }).click();
    await page.getByRole('button', { name: 'Profile: POST /api/orders' }).click();
    expect((await panel.shown.posted()).slice(1)).toEqual([
      { type: 'enter-sample', id: 'GET /api/orders/{id}' },
      { type: 'profile', id: 'POST /api/orders' },
    ]);
  });

  it('opens an endpoint by its row and by its link', async () => {
    await panel.show(overviewState());
    await panel.shown.page.locator('.endpoints tbody tr').first().locator('td').nth(2).click();
    await panel.shown.page.getByRole('link', { name: '/health' }).click();
    await panel.shown.page.getByRole('button', { name: 'Profile all' }).click();
    expect(await panel.shown.posted()).toEqual([
      { type: 'ready' },
      { type: 'open-endpoint', id: 'GET /api/report' },
      { type: 'open-endpoint', id: 'GET /health' },
      { type: 'profile-all' },
    ]);
  });
});

describe('a report of its own', () => {
  it('leads from the overview to each endpoint and back, and offers nothing that needs the editor', async () => {
    await panel.showReport(embeddedReport(), 'light');
    const { page } = panel.shown;
    expect(await page.locator('vscode-button').count()).toBe(0);
    await page.locator('.endpoints tbody tr').nth(1).locator('td').nth(2).click();
    await page.getByRole('heading', { name: profiles.slower.endpoint.path }).waitFor();
    expect(await page.locator('.verdict').innerText()).toBe('MEDIUM · p95 1.60× slower');
    expect(await page.getByRole('button', { name: /Profile|baseline|Copy|orders.ts/ }).count()).toBe(0);
    await page.goBack();
    await page.getByRole('link', { name: '/api/stock' }).click();
    await page.getByRole('heading', { name: 'The server did not answer' }).waitFor();
    await page.getByRole('link', { name: 'All endpoints' }).click();
    await page.getByRole('heading', { name: 'Performance' }).waitFor();
  });

  it('holds a path that looks like markup', async () => {
    const path = '/<script>alert(1)</script>/{id}';
    const endpoint = { ...profiles.fine.endpoint, path };
    await panel.showReport(embeddedReport([{ ...profiles.fine, endpoint }]), 'dark');
    await panel.shown.page.getByRole('link', { name: path }).click();
    await expect.poll(() => panel.shown.page.getByRole('heading', { level: 1 }).innerText()).toContain(path);
  });
});
