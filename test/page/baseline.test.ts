import { describe, expect, it } from 'vitest';
import { detailState, measured, overviewState, profiles } from '../support/profiles.ts';
import { baselineComparison, baselineReport, history } from '../support/saved-baselines.ts';
import { comparison } from '../support/verdicts.ts';
import { cells, usePanel } from './panel.ts';

const panel = usePanel();

describe('a result', () => {
  it('shows how sure its verdict is, and offers to accept what is slower', async () => {
    await panel.show(detailState(profiles.slower));
    const { page } = panel.shown;
    await page
      .getByRole('img', { name: /^p50 .* of the baseline; p95 1\.60× \(1\.52 to 1\.68\) of the baseline$/ })
      .waitFor();
    await page.getByText('from 6 rounds against 6, with noise of 5 %').waitFor();
    await page.getByRole('button', { name: 'Accept as the new baseline' }).click();
    await page.getByRole('button', { name: 'Open the baseline' }).click();
    await page.getByRole('button', { name: 'Compare with…' }).click();
    const { id } = detailState(profiles.slower);
    const posted = await panel.shown.posted();
    expect(posted).toEqual(
      expect.arrayContaining([{ type: 'accept', id }, { type: 'open-baseline', id }, { type: 'compare' }]),
    );
  });

  it('is accepted by nobody while it is not known to be slower', async () => {
    const verdict = { state: 'inconclusive' as const, moreRounds: 9, ...comparison(1.19) };
    await panel.show(detailState(measured({ verdict })));
    await panel.shown.page.getByText('About 9 more rounds would tell.').waitFor();
    expect(await panel.shown.page.getByRole('button', { name: 'Accept as the new baseline' }).count()).toBe(0);
  });

  it('stands against its targets', async () => {
    const targets = [
      { target: 'p95Ms' as const, limit: 5, actual: 9.8, met: false, selector: null },
      { target: 'rps' as const, limit: 50, actual: 1137, met: true, selector: 'GET /api/**' },
    ];
    await panel.show(detailState(measured({ targets })));
    expect(await cells(panel.shown.page.locator('.targets-table tbody tr'))).toEqual([
      ['p95', 'at most 5.00 ms', '9.80 ms', 'missed', 'all endpoints'],
      ['throughput', 'at least 50.0/s', '1,137/s', 'met', 'GET /api/**'],
    ]);
  });

  it('has a history of what was measured under the same load, newest first', async () => {
    await panel.show(detailState(profiles.slower, { history: history() }));
    const { page } = panel.shown;
    await page.getByRole('tab', { name: 'History' }).click();
    expect(await page.locator('profiler-trend canvas').boundingBox()).toMatchObject({ height: 200 });
    await page.getByText('1 measurement under another load not drawn').waitFor();
    await page.locator('[data-table="history"] summary').click();
    const rows = await cells(page.locator('.history-table tbody tr'));
    expect(rows).toHaveLength(8);
    expect(rows[0]).toEqual([
      '18 Nov 2025, 09:12',
      '71b2c3d',
      '5.88 ms',
      '9.80 ms',
      '13.7 ms',
      '2,000/s',
      '0 %',
      'MEDIUM',
    ]);
    await page.getByRole('button', { name: 'Export the history…' }).click();
    expect(await panel.shown.posted()).toContainEqual({ type: 'export-history' });
  });
});

describe('the overview', () => {
  it('says what to do first, with what was measured, and copies what is to be run', async () => {
    await panel.show(overviewState());
    const { page } = panel.shown;
    const items = page.locator('section:has(#recommendations-title) > ol > li');
    expect(await items.count()).toBe(5);
    const index = items.filter({ hasText: 'Add an index on orders' });
    expect(await index.innerText()).toMatch(/GET \/api\/orders\/recent: .*1,394× faster/);
    await index.getByRole('button', { name: /^Copy/ }).click();
    expect(await panel.shown.posted()).toContainEqual({ type: 'copy', text: expect.stringMatching(/^CREATE INDEX/) });
  });

  it('shows one class of endpoints alone', async () => {
    await panel.show(overviewState());
    const { page } = panel.shown;
    await page.getByRole('button', { name: '1 delete' }).click();
    await expect.poll(() => page.locator('.path').allInnerTexts()).toEqual(['/api/orders/{id}']);
  });
});

describe('the file of a baseline', () => {
  it('reads as a report', async () => {
    await panel.show({ view: 'baseline', content: { state: 'report', ...baselineReport() } });
    const { page } = panel.shown;
    await page.getByText('api.orders.recent.GET.json · measured 18 Nov 2025, 16:40').waitFor();
    expect(await page.locator('.saved-statements > li').count()).toBe(2);
    await page.getByText('Index Scan using orders_created_at_idx on orders, rows 20, 0.040 ms').waitFor();
    await page.getByRole('button', { name: 'Open as text' }).click();
    expect(await panel.shown.posted()).toContainEqual({ type: 'open-as-text' });
  });

  it('held against another shows what changed, and the conditions that are not alike', async () => {
    await panel.show({ view: 'baseline', content: { state: 'comparison', ...baselineComparison() } });
    const { page } = panel.shown;
    await page.getByText('MEDIUM · p95 1.60× slower').waitFor();
    await page.getByText('Index Scan using orders_created_at_idx → Seq Scan on orders').waitFor();
    await page.getByText('Gone: it was 25 × 0.132 ms a request').waitFor();
    expect(await page.locator('.conditions-table .differs th').allInnerTexts()).toEqual(['server']);
  });

  it('that cannot be read says why, and opens as text', async () => {
    const problem = { message: 'It is not valid JSON.', nextStep: 'Restore it from version control.' };
    await panel.show({ view: 'baseline', content: { state: 'unreadable', title: 'a.GET.json', problem } });
    const { page } = panel.shown;
    expect(await page.getByRole('alert').innerText()).toMatch(/a\.GET\.json\s+It is not valid JSON\.\s+Restore it/);
    await page.getByRole('button', { name: 'Open as text' }).click();
    expect(await panel.shown.posted()).toContainEqual({ type: 'open-as-text' });
  });
});
