import { expect, test } from 'vitest';
import { statementLens, statementPlaces } from '../../../src/editor/statement-places.ts';
import { type Endpoint, endpointId, type MeasuredProfile, type QueryProfile } from '../../../src/model.ts';
import { anEndpoint, measured, recorded } from '../../support/profiles.ts';
import { customersById } from '../../support/queries.ts';

const handler: Endpoint = { ...anEndpoint(), line: 10, endLine: 20 };
const sentFrom = (file: string, line: number): QueryProfile => ({ ...customersById, source: { file, line } });

const placesOf = (
  query: QueryProfile,
  { now = handler, stale = false, findings = [] as MeasuredProfile['findings'] } = {},
) => {
  const profile = { ...measured({ sql: recorded([query]), findings }), endpoint: handler };
  const results = new Map([[endpointId(handler), { profile, stale, isBaseline: false }]]);
  return statementPlaces([now], results);
};

test('A statement stands at the line that sends it, with what was found on it', () => {
  const [finding] = measured().findings;
  const own = { ...finding!, fingerprint: customersById.fingerprint };
  const places = placesOf(sentFrom('src/db.ts', 7), { findings: [own, { ...own, fingerprint: 'another' }] });
  expect(places).toMatchObject([{ id: endpointId(handler), file: 'src/db.ts', line: 7, findings: [own] }]);
  expect(places[0]!.findings).toHaveLength(1);
});

test('It moves with its handler, and only with it', () => {
  const now = { ...handler, line: 13, endLine: 23 };
  expect(placesOf(sentFrom(handler.file, 12), { now })).toMatchObject([{ line: 15 }]);
  expect(placesOf(sentFrom(handler.file, 9), { now })).toMatchObject([{ line: 9 }]);
  expect(placesOf(sentFrom('src/db.ts', 12), { now })).toMatchObject([{ line: 12 }]);
});

test('Nothing stands where its line is not known, the handler has changed, or another may have sent it', () => {
  expect(placesOf(customersById)).toEqual([]);
  expect(placesOf(sentFrom(handler.file, 12), { stale: true })).toEqual([]);
  expect(placesOf({ ...sentFrom(handler.file, 12), attribution: 'varying' })).toEqual([]);
  expect(statementPlaces([handler], new Map())).toEqual([]);
});

test('The lens tells its time a request, and whose where several endpoints send it', () => {
  const [place] = placesOf(sentFrom('src/db.ts', 7));
  expect(statementLens(place!, false).title).toBe('$(database) 3.30 ms in 25 calls a request');
  expect(statementLens(place!, true).title).toBe(`$(database) 3.30 ms in 25 calls a request · ${endpointId(handler)}`);
});
