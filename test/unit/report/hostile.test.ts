/** Whatever stands in paths, addresses, statements and messages, a report stays a valid one of its kind. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Profile, ReportedRun } from '../../../src/model.ts';
import { reportHtml } from '../../../src/report/html.ts';
import { profilesJson } from '../../../src/report/json.ts';
import { junitReport } from '../../../src/report/junit.ts';
import { markdownReport } from '../../../src/report/markdown.ts';
import { prometheusReport } from '../../../src/report/prometheus.ts';
import { anEndpoint, profiles, reportedRun } from '../../support/profiles.ts';
import { customersById } from '../../support/queries.ts';
import { ordersWithoutIndex, searchWithSql } from '../../support/sql-profiles.ts';
import {
  wrongInHtml,
  wrongInJson,
  wrongInJunit,
  wrongInMarkdown,
  wrongInPrometheus,
} from '../../support/valid-reports.ts';

const nasty = fc.constantFrom(
  ...[
    '</script><script>alert(1)</script>',
    '<!--',
    '-->',
    ']]>',
    '<![CDATA[',
    '&amp;',
    '&#0;',
    '<details>',
    '</details>',
  ],
  ...[
    '`',
    '```',
    '~~~',
    '|',
    '\\',
    '\\|',
    '\n',
    '\r\n',
    '\n\n',
    '    ',
    '\t',
    '**',
    '__',
    '[a](b)',
    '![](c)',
    '<a href=x>',
  ],
  ...[
    '@user',
    '#1',
    'GH-1',
    'https://example.org',
    'www.example.org',
    ':+1:',
    '$x$',
    '1. ',
    '- ',
    '> ',
    '# ',
    '---',
    '===',
  ],
  ...[
    '"',
    "'",
    '{',
    '}',
    '=',
    ',',
    '\u0000',
    '\u001b[31m',
    '\u2028',
    '\ud800',
    '\udfff',
    '\uffff',
    '\u202e',
    '\ufeff',
    '😀',
    '%',
  ],
);
const hostile = fc
  .array(fc.oneof(nasty, fc.string({ unit: 'binary', maxLength: 5 })), { minLength: 1, maxLength: 12 })
  .map((parts) => parts.join(''));

const runs: fc.Arbitrary<ReportedRun> = fc.array(hostile, { minLength: 4, maxLength: 4 }).map(([a, b, c, d]) => {
  const texts = { title: a!, why: b!, advice: c! };
  const [finding] = profiles.slower.findings;
  const spoiled: Profile[] = [
    {
      ...searchWithSql,
      endpoint: anEndpoint({ path: `/${a}`, file: b! }),
      request: { method: 'GET', url: c! },
      findings: [{ ...finding!, ...texts }],
      targets: [{ target: 'p95Ms', limit: 5, actual: 9, met: false, selector: d! }],
      verdict: { state: 'incomparable', reason: d! },
      warnings: [{ kind: 'assumed-sample', parameter: a!, value: b! }],
      sql: {
        ...searchWithSql.sql,
        ...{ state: 'recorded', probes: 8, uncertain: [a!], waterfall: null, vanished: [] },
        queries: [
          { ...customersById, text: c! },
          { ...ordersWithoutIndex, text: d! },
        ],
      },
    },
    { state: 'failed', endpoint: anEndpoint({ path: b! }), problem: { message: a!, nextStep: c!, detail: d! } },
    { ...profiles.needsSample, missing: [{ name: c!, in: 'path', required: true }] },
  ];
  const run = reportedRun(spoiled);
  return { ...run, title: d!, commit: a!, machine: { ...run.machine, cpu: b! } };
});

const holds = (numRuns: number, wrong: (run: ReportedRun) => string[] | Promise<string[]>) =>
  fc.assert(
    fc.asyncProperty(runs, async (run) => {
      expect(await wrong(run)).toEqual([]);
    }),
    { numRuns },
  );

test('Markdown', () => holds(200, (run) => wrongInMarkdown(markdownReport(run))));
test('JUnit', () => holds(25, (run) => wrongInJunit(junitReport(run))));
test('Prometheus', () => holds(100, (run) => wrongInPrometheus(prometheusReport(run))));
test('JSON', () => holds(50, (run) => wrongInJson(profilesJson(run))));
test('HTML', () => holds(25, (run) => wrongInHtml(reportHtml(run, { script: '0;', style: '' }))));
