import { describe, expect, test } from 'vitest';
import { type Endpoint, isLoopback, type Parameter } from '../../../src/model.ts';
import { buildRequest } from '../../../src/request/build.ts';
import { permit, planRequest } from '../../../src/request/plan.ts';
import { anEndpoint } from '../../support/profiles.ts';

const origin = 'http://127.0.0.1:3000';
const inPath = (name: string): Parameter => ({ name, in: 'path', required: true });
const at = (path: string, ...parameters: Parameter[]): Endpoint => anEndpoint({ path, parameters });
const values = { path: {}, query: {}, headers: {}, body: null };

describe('building a request', () => {
  test('samples fill the template, encoded as a path segment', () => {
    const built = buildRequest(at('/users/{id}', inPath('id')), origin, { ...values, path: { id: 'a/b c' } });
    expect(built).toMatchObject({ request: { method: 'GET', url: `${origin}/users/a%2Fb%20c` }, assumed: [] });
  });

  test.each(['', '.', '..'])('%j would name another path, so a sample is asked for', (slug) => {
    const built = buildRequest(at('/x/{slug}', inPath('slug')), origin, { ...values, path: { slug } });
    expect(built).toEqual({ state: 'needs-sample', missing: [inPath('slug')] });
  });

  test('a parameter named as every object has one is asked for', () => {
    const built = buildRequest(at('/x/{constructor}', inPath('constructor')), origin);
    expect(built).toMatchObject({ state: 'needs-sample' });
  });

  test('a catch-all keeps its slashes', () => {
    const built = buildRequest(at('/docs/{slug*}', inPath('slug')), origin, { ...values, path: { slug: 'a/b c' } });
    expect(built).toMatchObject({ request: { url: `${origin}/docs/a/b%20c` } });
  });

  test.each(['id', 'userId', 'order_id', 'ID'])(
    'an id that nobody gave, %s, is assumed to be 1, and it is said',
    (name) => {
      const built = buildRequest(at(`/x/{${name}}`, inPath(name)), origin);
      expect(built).toMatchObject({ request: { url: `${origin}/x/1` }, assumed: [{ parameter: name, value: '1' }] });
    },
  );

  test.each(['slug', 'valid', 'grid'])('nothing is assumed for %s: it is asked for', (name) => {
    const parameter = inPath(name);
    expect(buildRequest(at(`/x/{${name}}`, parameter), origin)).toEqual({
      state: 'needs-sample',
      missing: [parameter],
    });
  });

  test('an example from the code is used', () => {
    const built = buildRequest(at('/x/{slug}', { ...inPath('slug'), example: 'intro' }), origin);
    expect(built).toMatchObject({ request: { url: `${origin}/x/intro` }, assumed: [] });
  });

  test.each(['POST', 'PUT', 'PATCH', 'DELETE'] as const)(
    '%s sends the examples of its fields as the body',
    (method) => {
      const fields: Parameter[] = [
        { name: 'name', in: 'body', required: true, example: 'Ada' },
        { name: 'roles', in: 'body', required: false, example: ['reader'] },
        { name: 'note', in: 'body', required: false },
      ];
      const built = buildRequest({ ...at('/x', ...fields), method }, origin);
      expect(built).toMatchObject({
        request: { body: '{"name":"Ada","roles":["reader"]}', headers: { 'content-type': 'application/json' } },
      });
      const given = buildRequest({ ...at('/x', ...fields), method }, origin, { ...values, body: { name: 'Bob' } });
      expect(given).toMatchObject({ request: { body: '{"name":"Bob"}' } });
    },
  );

  test('a required field of the body without an example is asked for; GET sends no body', () => {
    const field: Parameter = { name: 'name', in: 'body', required: true };
    const post = { ...at('/x', field), method: 'POST' as const };
    expect(buildRequest(post, origin)).toEqual({ state: 'needs-sample', missing: [field] });
    expect(buildRequest(post, origin, { ...values, body: '' })).toMatchObject({ request: { body: '' } });
    expect(buildRequest(at('/x', field), origin)).toMatchObject({ request: { body: null } });
  });

  test('query, headers and body come from the samples; optional ones may be missing', () => {
    const endpoint = at('/x', { name: 'page', in: 'query', required: false });
    const sample = { path: {}, query: { q: 'a b' }, headers: { Authorization: 'Bearer t' }, body: { n: 1 } };
    expect(buildRequest(endpoint, origin, sample)).toMatchObject({
      request: {
        url: `${origin}/x?q=a+b`,
        headers: { authorization: 'Bearer t', 'content-type': 'application/json' },
        body: '{"n":1}',
      },
    });
  });

  test('a path in the server address is kept', () => {
    expect(buildRequest(at('/x'), `${origin}/base/`)).toMatchObject({ request: { url: `${origin}/base/x` } });
  });
});

describe('permission', () => {
  const nobody = { allowed: false, agreed: new Set<never>() };
  const request = (method: string, url = `${origin}/x`) => ({ method, url, headers: {}, body: null });

  test.each(['GET', 'HEAD', 'OPTIONS'])('%s to this machine may be sent', (method) => {
    expect(permit(at('/x'), request(method), nobody).state).toBe('may-be-sent');
  });

  test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('%s is asked about first', (method) => {
    expect(permit(at('/x'), request(method), nobody)).toMatchObject({ state: 'needs-consent', reason: 'changes-data' });
  });

  test('the config may allow what changes data, but never another host', () => {
    const allowed = { ...nobody, allowed: true };
    expect(permit(at('/x'), request('POST'), allowed).state).toBe('may-be-sent');
    expect(permit(at('/x'), request('POST', 'http://example.com/x'), allowed)).toMatchObject({ reason: 'other-host' });
  });

  test('a missing sample is asked for before consent', () => {
    const endpoint = { ...at('/x/{slug}', inPath('slug')), method: 'DELETE' as const };
    expect(planRequest(endpoint, origin, undefined, nobody).state).toBe('needs-sample');
  });

  test.each([
    ['http://localhost:3000', true],
    ['http://api.localhost', true],
    ['http://127.0.0.1', true],
    ['http://127.9.8.7', true],
    ['http://[::1]:80', true],
    ['http://0x7f.1', true],
    ['http://192.168.0.1', false],
    ['http://127.0.0.1.example.com', false],
    ['http://localhost.example.com', false],
    ['http://[::ffff:10.0.0.1]', false],
  ])('%s is this machine: %s', (url, expected) => {
    expect(isLoopback(url)).toBe(expected);
  });
});
