import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import type { Profile } from '../../../src/model.ts';
import { reportHtml } from '../../../src/report/html.ts';
import { profilesJson } from '../../../src/report/json.ts';
import { junitReport } from '../../../src/report/junit.ts';
import { markdownReport } from '../../../src/report/markdown.ts';
import { prometheusReport } from '../../../src/report/prometheus.ts';
import { profilesTable } from '../../../src/report/table.ts';
import { expectGolden } from '../../support/golden.ts';
import { runOfEverything } from '../../support/report-run.ts';
import {
  wrongInHtml,
  wrongInJson,
  wrongInJunit,
  wrongInMarkdown,
  wrongInPrometheus,
} from '../../support/valid-reports.ts';

process.env.TZ = 'UTC';

const bundle = { script: 'document.title;', style: 'body { margin: 0 }' };

/** How the same histogram is compressed may differ from one zlib to the next, and what is drawn is long. */
const brief = (profile: Profile): Profile =>
  profile.state === 'measured'
    ? {
        ...profile,
        summary: { ...profile.summary, histogram: 'HISTF…' },
        distribution: { now: profile.distribution.now.slice(0, 2), baseline: null },
        timeline: { phases: [], atMs: [], latencyMs: [], phase: [], ok: [] },
        resources: { state: 'not-sampled', reason: 'not-readable' },
      }
    : profile;

const briefRun = { ...runOfEverything, profiles: runOfEverything.profiles.map(brief) };

test('table', async () => {
  await expectGolden('report.txt', profilesTable(runOfEverything.profiles, new Writable()));
});

test('Markdown, read by a renderer', async () => {
  const text = markdownReport(runOfEverything);
  expect(wrongInMarkdown(text)).toEqual([]);
  await expectGolden('report.md', text);
});

test('JUnit, by the schema that Jenkins has for it', async () => {
  const text = junitReport(runOfEverything);
  expect(await wrongInJunit(text)).toEqual([]);
  await expectGolden('report.junit.xml', text);
});

test('Prometheus, read by a parser', async () => {
  const text = prometheusReport(runOfEverything);
  expect(wrongInPrometheus(text)).toEqual([]);
  await expectGolden('report.prom', text);
});

test('JSON, by its schema', async () => {
  expect(wrongInJson(profilesJson(runOfEverything))).toEqual([]);
  await expectGolden('report.json', profilesJson(briefRun));
});

test('HTML, by a validator, and without a reference to anything outside', async () => {
  expect(await wrongInHtml(reportHtml(runOfEverything, bundle))).toEqual([]);
  await expectGolden('report.html', reportHtml(briefRun, bundle));
});

test('what is checked with tells a broken report from a whole one', async () => {
  const broken = (text: string, part: string, by: string) => {
    expect(text).toContain(part);
    return text.replaceAll(part, by);
  };
  expect(wrongInMarkdown(broken(markdownReport(runOfEverything), '</details>', ''))).not.toEqual([]);
  expect(wrongInMarkdown(broken(markdownReport(runOfEverything), '| **MEDIUM** |', '| a | b |'))).not.toEqual([]);
  expect(await wrongInJunit(broken(junitReport(runOfEverything), 'tests=', 'cases='))).not.toEqual([]);
  expect(wrongInPrometheus(broken(prometheusReport(runOfEverything), 'le="0.01"} ', 'le="0.01"} 9'))).not.toEqual([]);
  expect(wrongInJson(broken(profilesJson(runOfEverything), '"p95Ms"', '"p95"'))).not.toEqual([]);
  expect(await wrongInHtml(broken(reportHtml(briefRun, bundle), ' lang="en"', ''))).not.toEqual([]);
  expect(
    await wrongInHtml(broken(reportHtml(briefRun, bundle), '<body>', '<body><img alt="" src="http://x">')),
  ).not.toEqual([]);
});
