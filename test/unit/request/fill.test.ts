import { fc, test as fuzz } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import type { Json, Parameter } from '../../../src/model.ts';
import type { SampleValues } from '../../../src/request/build.ts';
import type { Row } from '../../../src/request/data.ts';
import { fillSample } from '../../../src/request/fill.ts';
import { type LoadValues, planRequests } from '../../../src/request/plan.ts';
import { anEndpoint } from '../../support/profiles.ts';

const id: Parameter = { name: 'id', in: 'path', required: true };
const endpoint = anEndpoint({ method: 'POST', path: '/users/{id}', parameters: [id] });
const sample = (parts: Partial<SampleValues>): SampleValues => ({
  path: {},
  query: {},
  headers: {},
  body: null,
  ...parts,
});
const allowed = { allowed: true, agreed: new Set<never>() };
const origin = 'http://127.0.0.1:3000';
const none: LoadValues = { rows: null, values: null };

const plan = (parts: Partial<SampleValues>, values: Partial<LoadValues> = {}) =>
  planRequests(endpoint, origin, sample({ path: { id: '1' }, ...parts }), allowed, { ...none, ...values });

function requestsOf(parts: Partial<SampleValues>, values: Partial<LoadValues> = {}) {
  const planned = plan(parts, values);
  if (planned.state !== 'may-be-sent') throw new Error(planned.state);
  return planned.requests;
}

/** What a server would read of a request whose every part is filled with one value. */
function received(value: Json) {
  const parts = {
    path: { id: 'x${data:v}' },
    query: { q: '${data:v}' },
    body: { alone: '${data:v}', within: '<${data:v}>' },
  };
  const [request] = requestsOf(parts, { rows: [{ v: value }] });
  const url = new URL(request!.url);
  return {
    path: decodeURIComponent(url.pathname.slice('/users/x'.length)),
    query: url.searchParams.get('q'),
    body: JSON.parse(request!.body!),
  };
}

fuzz.prop([fc.string({ unit: 'binary' }).map((text) => text.toWellFormed())])(
  'any text arrives as it is, wherever it is put',
  (text) => {
    expect(received(text)).toEqual({ path: text, query: text, body: { alone: text, within: `<${text}>` } });
  },
);

fuzz.prop([fc.jsonValue()])('any value of a JSON file arrives in a body with its kind', (value) => {
  expect(received(value as Json).body.alone).toEqual(JSON.parse(JSON.stringify(value)));
});

test('half a character, which cannot be encoded, is replaced', () => {
  expect(received('\ud800').query).toBe('\ufffd');
});

test('each row makes a request, in order', () => {
  const rows: Row[] = [{ id: 1 }, { id: 'a b' }, { id: 'ü' }];
  expect(requestsOf({ path: { id: '${data:id}' } }, { rows }).map(({ url }) => url)).toEqual([
    `${origin}/users/1`,
    `${origin}/users/a%20b`,
    `${origin}/users/%C3%BC`,
  ]);
});

test('a sample that asks for no data makes one request, however many rows there are', () => {
  expect(requestsOf({ query: { page: '1' } }, { rows: [{ id: 1 }, { id: 2 }] })).toHaveLength(1);
  expect(planRequests(endpoint, origin, undefined, allowed, { ...none, rows: [{ id: 1 }, { id: 2 }] })).toMatchObject({
    requests: [{ url: `${origin}/users/1` }],
    warnings: [{ kind: 'assumed-sample', parameter: 'id', value: '1' }],
  });
});

test('what the set-up took goes into headers, beside other text', () => {
  const [request] = requestsOf({ headers: { Authorization: 'Bearer ${setUp:token}' } }, { values: { token: 't0k' } });
  expect(request!.headers).toMatchObject({ authorization: 'Bearer t0k' });
});

test('a body that is text takes values as they are', () => {
  const body = '{"item":${data:item},"note":"${data:item}"}';
  expect(requestsOf({ body }, { rows: [{ item: '7' }] })[0]!.body).toBe('{"item":7,"note":"7"}');
});

test('a value is not looked through for placeholders again', () => {
  const filled = fillSample(sample({ query: { q: '${data:a}' } }), {
    row: { a: '${data:b} $& $1', b: 'no' },
    values: null,
  });
  expect(filled.query).toEqual({ q: '${data:b} $& $1' });
});

describe('what cannot be filled is named, with what there is', () => {
  test.each<[string, Partial<SampleValues>, Partial<LoadValues>, string, string]>([
    ['no data', { query: { q: '${data:id}' } }, {}, '${data:id}, and this load has no data file', 'has "data"'],
    ['no set-up', { body: ['${setUp:t}'] }, {}, '${setUp:t}, and this load has no set-up', 'has "setUp"'],
    ['no column', { body: '${data:ID}' }, { rows: [{ id: 1, b: 2 }] }, '${data:ID}, which the data does', 'is id, b.'],
    ['no name', { query: { q: '${setUp:t}' } }, { values: { token: '' } }, 'the set-up does not have', 'is token.'],
    [
      'a name all objects have',
      { query: { q: '${setUp:toString}' } },
      { values: {} },
      'does not have',
      'nothing at all',
    ],
  ])('%s', (_, parts, values, message, nextStep) => {
    expect(() => plan(parts, values)).toThrow(
      expect.objectContaining({
        problem: { message: expect.stringContaining(message), nextStep: expect.stringContaining(nextStep) },
      }),
    );
  });
});

test.each(['', '.', '..', null])('%j in the path would be another endpoint: the row is named', (value) => {
  const rows: Row[] = [{ id: 1 }, { id: value }];
  expect(() => plan({ path: { id: '${data:id}' } }, { rows })).toThrow(
    'Row 2 of the data gives id a value that cannot',
  );
});

test.each(['a\r\nX-Evil: 1', '\u0000', 'Ж'])('%j cannot stand in a header: the row is named', (value) => {
  const parts = { headers: { 'X-Name': '${data:name}' } };
  expect(() => plan(parts, { rows: [{ name: value }] })).toThrow('Row 1 of the data gives X-Name a value that cannot');
});

test('questions come before filling', () => {
  const values = { rows: [{ id: 1 }], values: null };
  const nobody = { allowed: false, agreed: new Set<never>() };
  const asked = planRequests(endpoint, origin, sample({ path: { id: '${data:id}' } }), nobody, values);
  expect(asked).toMatchObject({ state: 'needs-consent', reason: 'changes-data' });
  const slug = anEndpoint({ path: '/x/{slug}', parameters: [{ ...id, name: 'slug' }] });
  expect(planRequests(slug, origin, sample({}), allowed, values)).toMatchObject({ state: 'needs-sample' });
});
