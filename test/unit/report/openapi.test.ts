import { expect, test } from 'vitest';
import type { Endpoint } from '../../../src/model.ts';
import { openApiText } from '../../../src/report/openapi.ts';
import { anEndpoint } from '../../support/profiles.ts';

const inPath = (path: string): Endpoint['parameters'] =>
  [...path.matchAll(/\{(\w+)\*?\}/g)].map(([, name = '']) => ({ name, in: 'path', required: true }));

function documentOf(...ids: [Endpoint['method'], string, Endpoint['parameters']?][]) {
  const endpoints = ids.map(([method, path, more = []]) =>
    anEndpoint({ method, path, parameters: [...inPath(path), ...more] }),
  );
  return JSON.parse(openApiText('/work/shop', { endpoints }));
}

test('a path with its parameters, examples and place', () => {
  const { openapi, info, paths } = documentOf([
    'GET',
    '/users/{id}',
    [{ name: 'page', in: 'query', required: false, example: 2 }],
  ]);
  expect(openapi).toBe('3.1.0');
  expect(info).toMatchObject({ title: 'shop', version: '0' });
  expect(paths['/users/{id}'].get).toMatchObject({
    operationId: 'get_users_id',
    parameters: [
      { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
      { name: 'page', in: 'query', required: false, schema: { type: 'number' }, example: 2 },
    ],
    responses: { default: { description: expect.any(String) } },
    'x-handler': expect.stringMatching(/:\d+$/),
  });
});

test('two paths of one shape are one path, under the names of the first', () => {
  const { paths } = documentOf(['GET', '/users/{id}'], ['POST', '/users/{name}'], ['GET', '/users/{name}']);
  expect(Object.keys(paths)).toEqual(['/users/{id}']);
  expect(Object.keys(paths['/users/{id}'])).toEqual(['get', 'post']);
  expect(paths['/users/{id}'].post.parameters).toMatchObject([{ name: 'id', in: 'path' }]);
});

test('operation ids are unique', () => {
  const { paths } = documentOf(['GET', '/a/b'], ['GET', '/a_b'], ['GET', '/a-b']);
  const ids = Object.values<{ get: { operationId: string } }>(paths).map(({ get }) => get.operationId);
  expect(ids).toEqual(['get_a_b', 'get_a_b_2', 'get_a_b_3']);
});

test('a catch-all is noted, and is a parameter like others', () => {
  const { paths } = documentOf(['GET', '/docs/{slug*}']);
  expect(paths['/docs/{slug}'].get.description).toContain('any length: /docs/{slug*}');
  expect(paths['/docs/{slug}'].get.parameters).toMatchObject([{ name: 'slug' }]);
});

test('a route for every method takes no place from one that names its method', () => {
  const { paths } = documentOf(['ANY', '/hook'], ['POST', '/hook']);
  expect(Object.keys(paths['/hook']).sort()).toEqual(['delete', 'get', 'patch', 'post', 'put']);
  expect(paths['/hook'].post.summary).toBe('POST /hook');
  expect(paths['/hook'].get.description).toBe('Answers every method.');
});

test('a body is described where a method has one', () => {
  const body: Endpoint['parameters'] = [{ name: 'item', in: 'body', required: true, example: 7 }];
  const { paths } = documentOf(['POST', '/orders', body], ['GET', '/orders', body]);
  expect(paths['/orders'].post.requestBody.content['application/json'].schema).toEqual({
    type: 'object',
    properties: { item: { type: 'number', examples: [7] } },
    required: ['item'],
  });
  expect(paths['/orders'].get.requestBody).toBeUndefined();
});
