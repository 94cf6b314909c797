import parsePrometheus from 'parse-prometheus-text-format';
import { describe, expect, test } from 'vitest';
import { prometheusReport } from '../../../src/report/prometheus.ts';
import { prometheusText } from '../../../src/report/prometheus-text.ts';
import { loadProfiles } from '../../support/load-profiles.ts';
import { anEndpoint, profiles, reportedRun } from '../../support/profiles.ts';
import { brokenHistograms, doubledSeries } from '../../support/prometheus.ts';
import { latenciesOf } from '../../support/samples.ts';

const report = (...shown: Parameters<typeof reportedRun>[0] & object) => prometheusReport(reportedRun(shown));
const linesOf = (text: string, name: string) => text.split('\n').filter((line) => line.startsWith(name));

describe('a report for Prometheus', () => {
  test('every family that a parser finds has a help text, a type and samples, each of them once', () => {
    const text = report(...Object.values(profiles), ...Object.values(loadProfiles));
    const families = parsePrometheus(text);
    expect(families.length).toBeGreaterThan(12);
    for (const { help, type, metrics } of families) {
      expect(help).not.toBe('');
      expect(['COUNTER', 'GAUGE', 'HISTOGRAM']).toContain(type);
      expect(metrics.length).toBeGreaterThan(0);
    }
    expect(doubledSeries(text)).toEqual([]);
    expect(brokenHistograms(text)).toEqual([]);
  });

  test('a bucket counts the requests that took no longer than its bound, in seconds', () => {
    const shape = { medianMs: 1.4, spread: 0.24, count: 9_300 };
    const buckets = linesOf(report(profiles.fine), 'http_request_duration_seconds_bucket');
    const counted = (bound: number) => latenciesOf(shape).filter((ms) => ms / 1000 <= bound).length;
    const of = (le: string) =>
      Number(
        buckets
          .find((line) => line.includes(`le="${le}"`))!
          .split(' ')
          .at(-1),
      );
    // The histogram keeps 0.1 % of a latency.
    expect(Math.abs(of('0.001') - counted(0.001))).toBeLessThan(20);
    expect(Math.abs(of('0.0025') - counted(0.0025))).toBeLessThan(20);
    expect(of('+Inf')).toBe(9_300);
  });

  test('the sum is the mean times the count', () => {
    const text = report(profiles.fine);
    const [sum, count] = ['sum', 'count'].map((end) =>
      Number(linesOf(text, `http_request_duration_seconds_${end}`)[0]!.split(' ').at(-1)),
    );
    expect((sum! / count!) * 1000).toBeCloseTo(profiles.fine.summary.meanMs, 5);
  });

  test('requests by status, those without an answer too', () => {
    const { summary } = profiles.failingSometimes;
    const unanswered = {
      ...profiles.failingSometimes,
      summary: { ...summary, statusCodes: { '200': 835, '503': 20 } },
    };
    expect(linesOf(report(unanswered), 'http_requests_total')).toEqual([
      'http_requests_total{method="GET",route="/api/search",code="200"} 835',
      'http_requests_total{method="GET",route="/api/search",code="503"} 20',
      'http_requests_total{method="GET",route="/api/search",code="none"} 5',
    ]);
  });

  test('an endpoint that is there twice has two series', () => {
    const text = report(profiles.fine, profiles.fine);
    expect(linesOf(text, 'endpoint_profiler_error_ratio')).toEqual([
      'endpoint_profiler_error_ratio{method="GET",route="/api/customers/{id}"} 0',
      'endpoint_profiler_error_ratio{method="GET",route="/api/customers/{id}",occurrence="2"} 0',
    ]);
  });

  test('what was not measured has no series', () => {
    expect(parsePrometheus(report(profiles.failed, profiles.needsSample)).map(({ name }) => name)).toEqual([
      'endpoint_profiler_run_info',
    ]);
  });

  test('labels come back from a parser as they were', () => {
    const path = '/a"b\\c\nd{e},f=€';
    const families = parsePrometheus(report({ ...profiles.fine, endpoint: anEndpoint({ path }) }));
    const [metric] = families.find(({ name }) => name === 'endpoint_profiler_error_ratio')!.metrics;
    expect(metric!.labels).toEqual({ method: 'GET', route: path });
  });
});

test('numbers that are none are written as Prometheus writes them, and help keeps to its line', () => {
  const values = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e-7, 0.25];
  const samples = values.map((value, index) => ({ labels: { index: String(index) }, value }));
  expect(prometheusText([{ name: 'a', type: 'gauge', help: 'b\\c\nd', samples }])).toBe(
    [
      '# HELP a b\\\\c\\nd',
      '# TYPE a gauge',
      'a{index="0"} NaN',
      'a{index="1"} +Inf',
      'a{index="2"} -Inf',
      'a{index="3"} 1e-7',
      'a{index="4"} 0.25',
      '',
    ].join('\n'),
  );
});
