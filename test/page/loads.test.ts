import { describe, expect, it } from 'vitest';
import type { MeasuredProfile } from '../../src/model.ts';
import { loadProfiles, loadProgress } from '../support/load-profiles.ts';
import { detailState, embeddedReport, measured } from '../support/profiles.ts';
import { cells, usePanel } from './panel.ts';

const panel = usePanel();
const show = async (profile: MeasuredProfile, width = 1120) => {
  await panel.show(detailState(profile), { width });
  return panel.shown.page;
};

describe('the load line', () => {
  it('explains a closed loop to the pointer, the keyboard and a screen reader', async () => {
    const page = await show(loadProfiles.burst);
    const term = page.getByText('closed loop, 10 connections', { exact: true });
    const meaning = page.locator('.meaning').first();
    expect(await term.getAttribute('aria-label')).toContain('coordinated omission');
    expect(await meaning.isVisible()).toBe(false);
    await term.hover();
    expect(await meaning.isVisible()).toBe(true);
    await page.mouse.move(0, 0);
    await page.getByRole('button', { name: 'orders.ts:42' }).focus();
    await page.keyboard.press('Tab');
    expect(await meaning.isVisible()).toBe(true);
  });

  it('names a load profile, its length and its workers', async () => {
    const page = await show(loadProfiles.peak);
    expect((await page.locator('.done').innerText()).replaceAll('\u00a0', ' ')).toContain(
      'load profile “peak” · 3 phases, 4 min · open, up to 200/s · 2 workers',
    );
  });
});

it('tells of a mix that the endpoint was one of it', async () => {
  const page = await show(loadProfiles.mixed);
  expect((await page.locator('.done').innerText()).replaceAll('\u00a0', ' ')).toContain('25 % of a mix of 4 endpoints');
});

describe('phases', () => {
  it('are listed with what was reached of what was asked for, the warm-up marked', async () => {
    const page = await show(loadProfiles.peak);
    const rows = await cells(page.locator('.phases-table tbody tr'));
    expect(rows.map((row) => row.slice(0, 6))).toEqual([
      ['warm-up, not counted', '5/s', '300', '5.00/s of 5/s', '0', '0 %'],
      ['sustained', '80/s', '9,600', '80.0/s of 80/s', '0', '0 %'],
      ['peak', '80 → 200/s', '7,080', '118/s of 140/s', '1,320', '1.2 %'],
    ]);
  });

  it('have no column for unsent requests where nobody asked for a rate', async () => {
    const page = await show(loadProfiles.endurance);
    expect(await page.locator('.phases-table thead').innerText()).not.toContain('unsent');
  });

  it('name what the pointer is over on the timeline', async () => {
    const page = await show(loadProfiles.peak);
    await page.locator('profiler-timeline .u-over').hover({ position: { x: 900, y: 60 } });
    expect(await page.locator('profiler-timeline .readout').innerText()).toMatch(/^peak at 2\d\d s: /);
  });

  it('many of them with long names scroll inside themselves', async () => {
    const page = await show(loadProfiles.manyPhases, 360);
    expect(await page.locator('.phases-table tbody tr').count()).toBe(8);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  });
});

describe('the server’s memory and CPU', () => {
  it('stand on the timeline’s axis, with one pointer for all', async () => {
    const page = await show(loadProfiles.peak);
    const plots = (await page.evaluate(
      `[...document.querySelectorAll('profiler-timeline .u-over, profiler-resource .u-over')]
        .map((plot) => plot.getBoundingClientRect()).map(({ x, width }) => [x, width])`,
    )) as number[][];
    expect(plots).toHaveLength(3);
    expect(plots[1]).toEqual(plots[0]);
    expect(plots[2]).toEqual(plots[0]);
    await page.locator('profiler-timeline .u-over').hover();
    const readouts = await page.locator('profiler-resource .readout').allInnerTexts();
    expect(readouts).toEqual([expect.stringMatching(/min.*: 1\d\d MB$/), expect.stringMatching(/min.*: 0.\d+ cores$/)]);
  });

  it('have a table', async () => {
    const page = await show(loadProfiles.peak);
    await page.locator('[data-table=timeline] summary').click();
    expect(await page.locator('.resource-table tbody tr').count()).toBeGreaterThan(40);
  });

  it('are said not to be known where the server was not started here', async () => {
    const page = await show(measured());
    await page
      .getByText('Memory and CPU of the server: not known: the server was not started here, nor found by its port.')
      .waitFor();
    expect(await page.locator('profiler-resource').count()).toBe(0);
  });
});

it('tells the drift of a long run with its interval', async () => {
  const page = await show(loadProfiles.endurance);
  expect(await page.locator('.drift').innerText()).toBe(
    'Memory grew by 3.1 MB a minute (2.8–3.4). The median latency did not drift, as far as can be seen (−11 to 19 µs a minute). In brackets: the 95 % interval.',
  );
});

describe('a sweep', () => {
  it('opens with how far it scales: the answer, two charts, the steps, what holds it back', async () => {
    const page = await show(loadProfiles.sweep);
    expect(await page.getByRole('tab', { name: 'Scaling' }).getAttribute('aria-selected')).toBe('true');
    await page.getByText('Beyond 16 users more of them bring next to nothing').waitFor();
    expect(await page.locator('profiler-scaling canvas').count()).toBe(2);
    const rows = await cells(page.locator('.scaling-table tbody tr'));
    expect(rows[4]).toEqual(['knee 16', '3,270/s', '8.01×', '4.80 ms', '9.12 ms', '13.0 ms', '0 %']);
    expect(await page.locator('.law li').nth(1).innerText()).toBe(
      'About 5 % of the work waits for its turn (3.1–6.9 %). σ',
    );
  });

  it('says that throughput still grew where it found no knee', async () => {
    const page = await show(loadProfiles.sweepGrowing);
    await page.getByText('Throughput still grew at the bound of 64 users').waitFor();
    expect(await page.locator('.key.knee').count()).toBe(0);
  });

  it('shows the steps that there are where they are too few for a law', async () => {
    const page = await show(loadProfiles.sweepStopped);
    await page.getByText('Too few steps were measured to tell.').waitFor();
  });

  it('gives way to what another load on the same endpoint has measured', async () => {
    const page = await show(loadProfiles.sweep);
    const { endpoint } = loadProfiles.sweep;
    await panel.shown.send(
      detailState({ ...loadProfiles.endurance, endpoint, measuredAt: '2025-11-19T09:20:00.000Z' }),
    );
    await page.getByRole('tab', { name: 'Latency', selected: true }).waitFor();
    await page.getByRole('heading', { name: 'Phases' }).waitFor();
  });

  it('gives way to another endpoint’s latencies, and is offered there', async () => {
    const page = await show(loadProfiles.sweep);
    await panel.shown.send(detailState(loadProfiles.burst));
    const latency = page.getByRole('tab', { name: 'Latency' });
    await expect.poll(() => latency.getAttribute('aria-selected')).toBe('true');
    await page.getByRole('tab', { name: 'Scaling' }).click();
    await page.locator('#view-scaling').getByRole('button', { name: 'Profile with Load…' }).click();
    expect((await panel.shown.posted()).at(-1)).toEqual({ type: 'profile-with-load', id: 'GET /api/burst' });
  });
});

describe('HTTP behaviour', () => {
  const open = async (profile: MeasuredProfile) => {
    const page = await show(profile);
    await page.getByRole('tab', { name: 'HTTP' }).click();
    return page;
  };

  it('lists caching and what the body weighs by encoding', async () => {
    const page = await open(loadProfiles.burst);
    const facts = (await page.locator('.facts > div').allInnerTexts()).map((text) => text.split('\n'));
    expect(facts).toContainEqual(['asking again', 'ETag works: 304 in 0.812 ms']);
    expect(facts).toContainEqual(['caches on the way', '94 % hits, 3,208 of 3,412 answers']);
    expect(await cells(page.locator('.encodings-table tbody tr'))).toContainEqual(['br', 'br', '18.0 kB', '9.9 %']);
  });

  it('says why it was not looked at', async () => {
    const page = await open(measured({ request: { method: 'POST', url: 'http://127.0.0.1:3000/api/orders' } }));
    await page.getByText('None were sent, because POST may change data.').waitFor();
  });
});

it('gives a cold start that was seen several times its spread', async () => {
  const page = await show(loadProfiles.restarts);
  await page.locator('[data-table=timeline] summary').click();
  expect((await cells(page.locator('.cold-table tbody tr')))[0]).toEqual([
    'process',
    'from starting the server to its first ready answer',
    '412 ms',
    '398–455 ms in 5 starts',
    '90×',
  ]);
});

it('says that no cold start was seen', async () => {
  const page = await show(loadProfiles.stalled);
  expect(await page.locator('profiler-timeline .legend').innerText()).toContain('no cold start seen');
});

it('names the phase that runs and how long it will last, of which only the name is read out', async () => {
  await panel.show(detailState(loadProfiles.peak, { running: loadProgress.phase }));
  expect(await panel.shown.page.locator('.progress-words').innerText()).toBe('peak, 40 s left');
  expect(await panel.shown.page.getByRole('status').innerText()).toBe('peak');
});

it.each([1120, 540, 360])('moves nothing when a run starts after a load, %i px wide', async (width) => {
  for (const profile of [loadProfiles.peak, loadProfiles.restarts]) {
    const page = await show(profile, width);
    const places = () =>
      page.evaluate(`['.tiles', 'vscode-panels', 'profiler-timeline', '.actions vscode-button']
        .map((selector) => document.querySelector(selector).getBoundingClientRect()).map(({ x, y }) => [x, y])`);
    const before = await places();
    await panel.shown.send(detailState(profile, { running: loadProgress.phase }));
    await page.getByRole('button', { name: 'Cancel' }).waitFor();
    expect(await places()).toEqual(before);
  }
});

it('stands in a report of its own, without buttons', async () => {
  await panel.showReport(embeddedReport(Object.values(loadProfiles)), 'light');
  const { page } = panel.shown;
  await page.getByRole('link', { name: '/api/sweep', exact: true }).click();
  await page.getByText('Beyond 16 users').waitFor();
  expect(await page.locator('vscode-button').count()).toBe(0);
});
