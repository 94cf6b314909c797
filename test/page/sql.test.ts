import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PlanNode, Profile } from '../../src/model.ts';
import { detailState, measured, profiles, recorded } from '../support/profiles.ts';
import { estimatedOnly, itemsOfOrder, recentOrders } from '../support/queries.ts';
import { ordersWithoutIndex, proofs, searchWithSql, withAverages } from '../support/sql-profiles.ts';
import { violations } from './host.ts';
import { cells, usePanel } from './panel.ts';

const panel = usePanel();

const openSql = async (profile: Profile, width = 1120) => {
  await panel.show(detailState(profile), { width });
  await panel.shown.page.getByRole('tab', { name: 'SQL' }).click();
  return panel.shown.page;
};

/** Of the statement's own plan, not of the one with an index. */
const planRows = '.opened-content > profiler-plan tbody tr';

const expandedOf = (elements: { getAttribute(name: string): string | null }[]) =>
  elements.map((element) => element.getAttribute('aria-expanded'));

describe('the SQL tab', () => {
  it('counts the findings on its label', async () => {
    const page = await openSql(profiles.slower);
    expect(await page.getByRole('tab', { name: 'SQL' }).innerText()).toMatch(/^SQL\s*2$/);
  });

  it('lists statements, the dearest first and open', async () => {
    const page = await openSql(profiles.slower);
    const rows = await cells(page.locator('tr.statement'));
    expect(rows.map((row) => row.slice(1))).toEqual([
      ['25', '0.132 ms (0.090–0.410)', '3.30 ms', '1', 'run again'],
      ['1', '0.600 ms (0.580–0.920)', '0.600 ms', '20', 'run again'],
    ]);
    expect(await page.locator('.marks').allInnerTexts()).toEqual(['6 repeated', 'index proven']);
    expect(await page.locator('.opener').evaluateAll(expandedOf)).toEqual(['true', 'false']);
  });

  it('leads to the line that sends a statement', async () => {
    const source = { file: 'src/routes/orders.ts', line: 14 };
    const page = await openSql(measured({ sql: recorded([{ ...recentOrders, source }]) }));
    await page.getByRole('button', { name: 'orders.ts:14' }).click();
    expect((await panel.shown.posted()).at(-1)).toEqual({ type: 'open-source', ...source });
    expect(await violations(page)).toEqual([]);
  });

  it('shows a plan as a tree with own time, rows, loops and what was read', async () => {
    const page = await openSql(measured({ sql: recorded([recentOrders]), findings: profiles.slower.findings }));
    expect(await page.locator('h3').innerText()).toContain('run again read-only with the parameters of a real call');
    const rows = await cells(page.locator(planRows));
    expect(rows.map(([name, ...rest]) => [name!.split('\n')[0]!.trim(), ...rest])).toEqual([
      ['Limit', '0.020 ms', '20 → 20', '1', '–'],
      ['Sort Sort Key created_at DESC', '2.40 ms', '19 → 20', '1', '2.60 MB spilled to disk'],
      [
        'Seq Scan orders Filter (customer_id = 1234)',
        '67.3 ms',
        '19 → 20',
        '1',
        '399,980 rows removed · 1,204 pages cached · 1,737 pages read',
      ],
    ]);
    expect(await page.locator(planRows).last().locator('.on-node').innerText()).toContain('orders is read');
  });

  it('moves through a plan by keyboard', async () => {
    const page = await openSql(measured({ sql: recorded([recentOrders]) }));
    const levels = () => page.locator(planRows).count();
    await page.locator(planRows).first().focus();
    await page.keyboard.press('ArrowDown');
    expect(await page.locator('tr:focus').innerText()).toContain('Sort');
    await page.keyboard.press('ArrowLeft');
    expect(await levels()).toBe(2);
    await page.keyboard.press('ArrowLeft');
    expect(await page.locator('tr:focus').innerText()).toContain('Limit');
    await page.keyboard.press('Enter');
    expect(await levels()).toBe(1);
    await page.keyboard.press('Enter');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowRight');
    expect(await levels()).toBe(3);
  });

  it('copies statement and plan', async () => {
    const page = await openSql(measured({ sql: recorded([recentOrders]) }));
    for (const name of ['Copy the statement', 'Copy the plan as text', 'Copy the plan as JSON']) {
      await page.getByRole('button', { name }).click();
    }
    const copied = (await panel.shown.posted()).flatMap((message) => (message.type === 'copy' ? [message.text] : []));
    expect(copied[0]).toBe(recentOrders.text);
    expect(copied[1]!.split('\n')).toContain('              Filter: (customer_id = 1234)');
    expect(JSON.parse(copied[2]!)).toBeTruthy();
  });

  it('says why there is no plan', async () => {
    const page = await openSql(measured({ sql: recorded([itemsOfOrder]) }));
    await page.getByText('No plan: it changes data, and only plain SELECTs are run again.').waitFor();
  });

  it('does not pass an estimate off as a measurement', async () => {
    const page = await openSql(measured({ sql: recorded([estimatedOnly]) }));
    await page.getByText('estimated only, not executed').waitFor();
    expect((await cells(page.locator(planRows)))[0]!.slice(1, 3)).toEqual(['–', '1 planned']);
  });

  it('tells which statements may belong to something else, and what is no longer sent', async () => {
    const page = await openSql(searchWithSql);
    const texts = await page.locator('.statements .opener, .statements .group').allInnerTexts();
    expect(texts.slice(-2)).toEqual(['Not the same in every request: may belong to something else', itemsOfOrder.text]);
    await page.getByRole('heading', { name: 'In the baseline, but no longer sent' }).waitFor();
  });

  it('shows of parameters their types and lengths', async () => {
    const page = await openSql(measured({ sql: recorded([recentOrders]) }));
    expect(await page.locator('.parameters').innerText()).toBe('Parameters of a real call: $1 = ●●● (4 bytes)');
  });

  it('shows when the statements of a request ran, as bars and as a table', async () => {
    const page = await openSql(searchWithSql);
    await page.getByText('Of 41.2 ms, 27.9 ms (68 %) in the database, in 23 statements.').waitFor();
    const tops = await page
      .locator('profiler-waterfall .bar-of')
      .evaluateAll((bars: { getBoundingClientRect(): { top: number } }[]) =>
        bars.map((bar) => bar.getBoundingClientRect().top),
      );
    expect(new Set(tops).size).toBe(2);
    await page.locator('[data-table=waterfall] summary').click();
    const rows = await cells(page.locator('.waterfall-table tbody tr'));
    expect(rows[18]).toEqual(['13.1', '15.9', '20', '–', recentOrders.text.replace(/\s+/g, ' ')]);
    expect(rows.map((row) => row[3]).filter((cell) => cell === 'open')).toHaveLength(2);
  });

  it('leads from a bar to its statement', async () => {
    const page = await openSql(searchWithSql);
    await page.locator('profiler-waterfall .bar-of').nth(18).hover();
    expect(await page.locator('profiler-waterfall .readout').innerText()).toContain(
      'at 13.1 ms, 15.9 ms, 20 rows: SELECT id',
    );
    await page.locator('profiler-waterfall .bar-of').nth(18).click();
    await expect.poll(() => page.locator('.opener:focus').innerText()).toContain('SELECT id, customer_id');
    expect(await page.locator('.opener:focus').getAttribute('aria-expanded')).toBe('true');
  });

  it('shows what became of a plan since the baseline', async () => {
    const page = await openSql(measured({ sql: recorded([ordersWithoutIndex]) }));
    expect(await page.locator('.before li').allInnerTexts()).toEqual([
      'Index Scan using orders_customer_id_idx → Seq Scan on orders rows 11 → 4,012, 0.040 ms → 67.3 ms',
      'Sort is new rows 20, 2.40 ms',
    ]);
    expect(await page.locator('.marks').innerText()).toContain('plan changed');
  });

  it('gives the statement that makes a proven index, and the plan with it', async () => {
    const page = await openSql(measured({ sql: recorded([recentOrders]) }));
    await page.getByText('Index proven: 69.7 ms → 0.050 ms (1,394× faster).').waitFor();
    await page.getByRole('button', { name: /^Copy DDL: CREATE INDEX/ }).click();
    const [proof] = recentOrders.proofs;
    expect((await panel.shown.posted()).at(-1)).toEqual({ type: 'copy', text: proof!.ddl });
    await page.getByText('Show the plan with the index').click();
    await page
      .getByRole('treegrid', { name: 'Plan with the index' })
      .getByText('orders_customer_id_created_at_idx')
      .waitFor();
  });

  it('has a proposed index proven', async () => {
    const page = await openSql(measured({ sql: recorded([{ ...recentOrders, proofs: [proofs.proposed] }]) }));
    await page.getByRole('button', { name: 'Prove an index on orders' }).click();
    expect(await panel.shown.posted()).toContainEqual({ type: 'prove-indexes' });
  });

  it('offers no index that was tried in vain', async () => {
    const page = await openSql(measured({ sql: recorded([{ ...recentOrders, proofs: [proofs.noGain] }]) }));
    await page.getByText('An index on orders was tried and is not worth it').waitFor();
    expect(await page.locator('.ddl').count()).toBe(0);
  });

  it('has the slowest statements of the whole database, folded', async () => {
    const page = await openSql(searchWithSql);
    const rows = page.locator('.slowest tbody tr');
    expect(await rows.first().isVisible()).toBe(false);
    await page.getByText('Slowest statements of this database').click();
    expect((await cells(rows)).map((row) => row.slice(1))).toEqual([
      ['18,402', '41.2 ms', '758 s', '83 %'],
      ['90', '0.400 ms', '36.0 ms', '0.04 %'],
    ]);
  });

  it('has averages where nothing was recorded, and says that they are no more', async () => {
    const page = await openSql(withAverages);
    await page.getByRole('heading', { name: 'The server was already running' }).waitFor();
    await page.getByText('What other clients asked of the database meanwhile is counted too.').waitFor();
    expect((await cells(page.locator('.averages-table tbody tr'))).map((row) => row.slice(1))).toEqual([
      ['25', '0.132 ms'],
    ]);
    expect(await violations(page)).toEqual([]);
  });

  it('says nothing of them where the database tells nothing', async () => {
    const page = await openSql(profiles.noBaseline);
    expect(await page.getByText('Slowest statements').count()).toBe(0);
  });

  it('says why there is no SQL, and offers what mends it', async () => {
    const page = await openSql(profiles.noBaseline);
    await page.getByRole('heading', { name: 'No database is configured' }).waitFor();
    await page.getByRole('button', { name: 'Open the configuration' }).click();
    expect(await panel.shown.posted()).toContainEqual({ type: 'open-config' });
  });

  it('draws a plan of 400 nodes', async () => {
    const { plan } = recentOrders;
    if (plan.state !== 'executed') throw new Error('The sample has a plan.');
    let root: PlanNode = { ...plan.root, children: [] };
    for (let depth = 0; depth < 400; depth++) root = { ...plan.root, children: [root] };
    const page = await openSql(measured({ sql: recorded([{ ...recentOrders, plan: { ...plan, root } }]) }));
    expect(await page.locator(planRows).count()).toBe(401);
  });
});

describe('with all that can be opened open', () => {
  const folder = join(import.meta.dirname, '../../test-results/page');
  const looks = [
    ['dark', 1120],
    ['light', 1120],
    ['high-contrast', 1120],
    ['dark', 400],
    ['light', 360],
  ] as const;

  it.each(looks)('is accessible and fits, %s, %i px wide', async (theme, width) => {
    mkdirSync(folder, { recursive: true });
    const page = await openSql(searchWithSql, width);
    await panel.shown.wear(theme);
    const closed = page.locator('.opener[aria-expanded=false]');
    while ((await closed.count()) > 0) await closed.first().click();
    for (const summary of await page.locator('profiler-sql summary, .slowest > summary').all()) await summary.click();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    await page.screenshot({ path: join(folder, `sql-opened-${theme}-${width}.png`), fullPage: true });
    expect(await violations(page)).toEqual([]);
  });
});
