import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { ServerResources, TargetResult } from '../../../src/model.ts';
import { reportHtml } from '../../../src/report/html.ts';
import { profilesJson, scanJson } from '../../../src/report/json.ts';
import { profilesTable } from '../../../src/report/table.ts';
import { anEndpoint, measured, profiles, reportedRun } from '../../support/profiles.ts';
import { customersById, recentOrders } from '../../support/queries.ts';
import { searchWithSql, withAverages } from '../../support/sql-profiles.ts';

const plain = new Writable();
const everyState = Object.values(profiles);

const missed: TargetResult = { target: 'p95Ms', limit: 5, actual: 9.8, met: false, selector: null };

describe('JSON', () => {
  test('every profile has the keys of the contract, whatever became of it', () => {
    const parsed = JSON.parse(profilesJson(reportedRun(everyState)));
    expect(parsed).toMatchObject({ version: 1, title: 'orders-api', machine: { cores: 8 }, commit: 'b2c3d4e' });
    const contract = [
      ...['endpoint', 'state', 'summary', 'cold', 'queries', 'findings', 'verdict', 'warnings'],
      ...['load', 'phases', 'scaling', 'drift', 'resources', 'http', 'sql', 'slowestStatements'],
    ];
    for (const profile of parsed.profiles) expect(Object.keys(profile)).toEqual(expect.arrayContaining(contract));
  });

  test('a statement comes with its figures, its plan and where that is from, what was found, and proofs', () => {
    const [printed] = JSON.parse(profilesJson(reportedRun([measured()]))).profiles;
    expect(printed.queries).toMatchObject([
      {
        ...{ fingerprint: recentOrders.fingerprint, text: recentOrders.text, attribution: 'constant' },
        ...{ callsPerRequest: { min: 1, median: 1, max: 1 }, msPerCall: { median: 0.6 }, msPerRequest: 0.6 },
        ...{ rowsPerCall: 20, parameters: [{ type: null, bytes: 4 }], before: null },
        plan: { state: 'executed', source: 'replay', root: { type: 'Limit' } },
        findings: [{ rule: 'seq-scan-filter', node: [0, 0] }],
        proofs: [{ state: 'proven', factor: 1394 }],
      },
      { fingerprint: customersById.fingerprint, findings: [{ rule: 'n-plus-one' }], proofs: [] },
    ]);
    expect(printed.sql).toMatchObject({ state: 'recorded', probes: 8, vanished: [], waterfall: { leftOut: 0 } });
    expect(printed.sql.queries).toBeUndefined();
  });

  test('what is recommended stands beside the profiles, each with its evidence', () => {
    const { recommendations } = JSON.parse(profilesJson(reportedRun([measured()])));
    expect(recommendations).toContainEqual(
      expect.objectContaining({
        ...{ kind: 'ask-once', priority: 'HIGH', savesMs: 3.3, code: null },
        evidence: [{ endpoint: 'GET /api/orders/recent', figure: expect.stringContaining('25 calls take 3.30 ms') }],
      }),
    );
  });

  test('a check says which targets were missed', () => {
    const profile = measured({ targets: [missed] });
    const parsed = JSON.parse(profilesJson(reportedRun([profile, ...everyState])));
    expect(parsed.profiles[0].targets).toEqual([missed]);
    expect(parsed.profiles[1].targets).toEqual([]);
  });

  test('what the server took in a long run is thinned, its peak and its mean are not', () => {
    const rows = Array.from({ length: 6000 }, (_, row) => row);
    const resources: ServerResources = {
      ...{ state: 'sampled', atMs: rows, rssBytes: rows, cpuCores: rows },
      ...{ processes: 2, peakRssBytes: 5999, meanCpuCores: 0.5 },
    };
    const [printed] = JSON.parse(profilesJson(reportedRun([measured({ resources })]))).profiles;
    const every30th = rows.filter((row) => row % 30 === 0);
    expect(printed.resources).toEqual({ ...resources, atMs: every30th, rssBytes: every30th, cpuCores: every30th });
  });

  test('a scan names its root and its version', () => {
    const parsed = JSON.parse(scanJson('/work', { endpoints: [anEndpoint()], unresolved: [], warnings: [] }));
    const { why: _, ...endpoint } = anEndpoint();
    expect(parsed).toEqual({ version: 1, root: '/work', endpoints: [endpoint], unresolved: [], warnings: [] });
  });
});

describe('table', () => {
  test('no colour where the stream shows none', () => {
    expect(profilesTable(everyState, plain)).not.toContain('\u001b');
  });

  test('says why a result was not compared', () => {
    const text = profilesTable(everyState, plain);
    expect(text).toContain('Not compared: the baseline was measured on another machine.');
  });

  test('measured figures, the verdict, findings with advice, and what was not measured with the next step', () => {
    const text = profilesTable(everyState, plain);
    const [first] = measured().findings;
    for (const part of [first!.title, first!.advice, 'Not measured', 'MEDIUM']) expect(text).toContain(part);
  });

  test('proven indexes with what makes them, and plans that changed', () => {
    const text = profilesTable([searchWithSql], plain);
    expect(text).toContain('Index proven: 69.7 ms → 0.050 ms (1,394× faster)');
    expect(text).toContain('CREATE INDEX orders_customer_id_created_at_idx ON orders (customer_id, created_at DESC)');
    expect(text).toContain('Index Scan using orders_customer_id_idx → Seq Scan on orders, rows 11 → 4,012');
    expect(text).not.toContain('not worth it');
  });

  test('averages where no SQL was recorded, with what they are', () => {
    const text = profilesTable([withAverages], plain);
    expect(text).toContain('25 × 0.132 ms a request: SELECT name FROM customers WHERE id = $1');
    expect(text).toContain('Averages only, as pg_stat_statements counted over 8 requests sent one after the other.');
    expect(profilesTable([profiles.noBaseline], plain)).not.toContain('Averages');
  });

  test('targets against what was measured, and classes where there are several', () => {
    const writing = measured({ endpoint: anEndpoint({ method: 'POST' }), targets: [missed] });
    const lines = profilesTable([profiles.fine, writing], plain)
      .split('\n')
      .map((line) => line.trimEnd());
    expect(lines).toContain('POST /api/orders/recent  missed: p95  9.80 ms / 5.00 ms');
    expect(lines.find((line) => line.startsWith('writes'))).toContain('POST /api/orders/recent');
    expect(profilesTable([profiles.fine], plain)).not.toMatch(/^(Targets|Classes)/m);
  });

  test('a verdict with its interval, and at the end what all of it comes to', () => {
    const text = profilesTable([profiles.slower, profiles.fine], plain);
    expect(text).toContain('MEDIUM 1.60×');
    expect(text).toContain('p95 1.60× (1.52 to 1.68); from 6 rounds against 6, with noise of 5 %.');
    expect(text.trimEnd().split('\n').at(-1)).toBe('1 of 2 endpoints is slower.');
  });

  test('a missed target is named with its figures', () => {
    expect(profilesTable([measured({ targets: [missed] })], plain)).toContain('p95 9.80 ms, target 5.00 ms');
  });
});

describe('HTML', () => {
  const bundle = { script: 'document.title = "</script>";', style: 'body { color: red }' };
  const report = { title: 'a <b> & "c"', writtenAt: '2026-01-01T00:00:00.000Z', profiles: everyState };

  test('nothing in a result can end the element that holds it, or become markup', () => {
    const spoiled = anEndpoint({ path: '/</script><script>alert(1)</script>' });
    const html = reportHtml({ ...report, profiles: [measured({ endpoint: spoiled })] }, bundle);
    expect(html).not.toContain('alert(1)</script>');
    expect(html).toContain('<title>a &lt;b> &amp; &quot;c&quot;</title>');
    expect(html.match(/<script/g)).toHaveLength(2);
    expect(html.match(/<\/script>/g)).toHaveLength(2);
  });

  test('it needs no network: the policy allows none', () => {
    expect(reportHtml(report, bundle)).toContain("default-src 'none'");
    expect(reportHtml(report, bundle)).not.toMatch(/(src|href)="http/);
  });
});
