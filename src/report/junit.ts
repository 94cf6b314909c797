/** Results as test cases, for whatever shows those in CI: a suite is an endpoint. Times are latencies, in seconds. */

import { stripVTControlCharacters } from 'node:util';
import Builder from 'fast-xml-builder';
import { endpointId, type Profile, type ReportedRun } from '../model.ts';
import { type Case, casesOf } from './junit-cases.ts';
import { isMeasured } from './outcome.ts';

export function junitReport(run: ReportedRun): string {
  const suites = run.profiles.map((profile) => suiteOf(profile, run));
  const totals = totalsOf(run.profiles.flatMap(casesOf));
  const { '@skipped': _, ...ofAll } = totals;
  const builder = new Builder({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    suppressBooleanAttributes: false,
    format: true,
    suppressEmptyNode: true,
  });
  const xml = builder.build({
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    testsuites: { '@name': run.title, ...ofAll, testsuite: suites },
  });
  return allowed(xml);
}

/** What XML 1.0 cannot hold in any form becomes the sign for that: https://www.w3.org/TR/xml/#charsets */
const allowed = (xml: string): string =>
  stripVTControlCharacters(xml.toWellFormed()).replace(
    /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu,
    '\ufffd',
  );

function suiteOf(profile: Profile, { writtenAt, machine, commit }: ReportedRun) {
  const name = endpointId(profile.endpoint);
  const { file, line } = profile.endpoint;
  const cases = casesOf(profile);
  const properties = {
    ...(file ? { source: `${file}:${line}` } : {}),
    ...(commit === null ? {} : { commit }),
    machine: `${machine.cpu}, ${machine.cores} cores, ${machine.os}, Node ${machine.node}`,
  };
  return {
    '@name': name,
    ...totalsOf(cases),
    '@timestamp': (isMeasured(profile) ? profile.measuredAt : writtenAt).slice(0, '2025-11-19T09:12:00'.length),
    properties: { property: Object.entries(properties).map(([key, value]) => ({ '@name': key, '@value': value })) },
    testcase: cases.map((one) => caseOf(one, name)),
  };
}

function totalsOf(cases: Case[]) {
  const count = (kind: Case['outcome']['kind']) => cases.filter(({ outcome }) => outcome.kind === kind).length;
  return {
    '@tests': cases.length,
    '@failures': count('failure'),
    '@errors': count('error'),
    '@skipped': count('skipped'),
  };
}

function caseOf({ name, timeMs, outcome, output }: Case, endpoint: string) {
  return {
    '@classname': endpoint,
    '@name': name,
    ...(timeMs === null ? {} : { '@time': (timeMs / 1000).toFixed(6) }),
    ...outcomeOf(outcome),
    ...(output.length > 0 ? { 'system-out': output.join('\n') } : {}),
  };
}

function outcomeOf(outcome: Case['outcome']) {
  switch (outcome.kind) {
    case 'passed':
      return {};
    case 'skipped':
      return { skipped: outcome.reason };
    case 'failure':
    case 'error': {
      const { kind, type, message, lines } = outcome;
      return { [kind]: { '@type': type, '@message': message, '#text': lines.join('\n') } };
    }
    default:
      return outcome satisfies never;
  }
}
