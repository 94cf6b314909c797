import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Endpoint } from '../../../src/model.ts';
import { readDescription } from '../../../src/routes/descriptions/openapi.ts';
import { describeEndpoint, folderWith, openProject, scanFiles } from './support.ts';

const app = `import express from 'express';
const app = express();
app.get('/api/users/:id', (req, res) => res.json(req.query.page));
app.post('/api/users', create);
app.all('/api/health', health);
`;

const spec = `openapi: 3.1.0
info: { title: Shop, version: '1' }
servers: [{ url: 'http://localhost:3000/api' }]
paths:
  /users/{userId}:
    parameters:
      - $ref: '#/components/parameters/UserId'
    get:
      parameters:
        - { name: page, in: query, schema: { type: integer, default: 1 } }
        - { name: sort, in: query, required: true, schema: { enum: [name, age] } }
        - { name: X-Tenant, in: header, required: true, example: acme }
        - { name: Authorization, in: header, required: true }
  /users:
    post:
      requestBody:
        content:
          application/json:
            schema: { $ref: '#/components/schemas/NewUser' }
            example: { name: Ada }
  /health:
    get:
      parameters: [{ name: deep, in: query, example: true }]
  /not/in/the/code:
    get: {}
components:
  parameters:
    UserId: { name: userId, in: path, required: true, schema: { type: string, examples: ['42'] } }
  schemas:
    Named: { required: [name], properties: { name: { type: string } } }
    NewUser:
      allOf:
        - $ref: '#/components/schemas/Named'
        - properties: { role: { type: string, default: reader }, manager: { $ref: '#/components/schemas/NewUser' } }
`;

const withExamples = (endpoint: Endpoint) =>
  `${describeEndpoint(endpoint)} ${JSON.stringify(Object.fromEntries(endpoint.parameters.map(({ name, example }) => [name, example])))}`;

it('a description in the workspace adds parameters and examples, and no endpoint', async () => {
  const { endpoints, warnings } = await scanFiles({ 'app.js': app, 'docs/openapi.yaml': spec });
  expect(warnings).toEqual([]);
  expect(endpoints.map(withExamples)).toEqual([
    'ANY /api/health app.js:5-5 query:deep {"deep":true}',
    'POST /api/users app.js:4-4 body:name! body:role body:manager {"name":"Ada","role":"reader"}',
    'GET /api/users/{id} app.js:3-3 path:id! query:page query:sort! header:X-Tenant! {"id":"42","page":1,"sort":"name","X-Tenant":"acme"}',
  ]);
});

it.each([
  ['/v1', undefined],
  ['https://api.example.com/v1/', undefined],
  ['{server}/v1', { server: { default: 'http://localhost:3000' } }],
  ['{server}/v1', undefined],
  ['http://{host}:{port}/{version}', { version: { default: 'v1' } }],
])('the path of a server, %s', (url, variables) => {
  const text = JSON.stringify({ openapi: '3.0.0', servers: [{ url, variables }], paths: { '/cats': { get: {} } } });
  expect([...(readDescription(text)?.operations.keys() ?? [])]).toEqual(['GET /cats', 'GET /v1/cats']);
});

it('Swagger 2: basePath, bodies and forms', () => {
  const text = JSON.stringify({
    swagger: '2.0',
    basePath: '/v1',
    paths: {
      '/cats': {
        post: {
          parameters: [
            { name: 'cat', in: 'body', schema: { properties: { name: { example: 'Tom' } } } },
            { name: 'file', in: 'formData', required: true },
            { name: 'dry', in: 'query', default: false },
          ],
        },
      },
    },
  });
  expect(readDescription(text)?.operations.get('POST /v1/cats')).toEqual([
    { name: 'name', in: 'body', required: false, example: 'Tom' },
    { name: 'file', in: 'body', required: true },
    { name: 'dry', in: 'query', required: false, example: false },
  ]);
});

it('a changed description is read again; a broken one is named and spoils nothing', async () => {
  using folder = folderWith({ 'app.js': app, 'openapi.yaml': spec });
  const project = openProject(folder.root);
  await project.scan();
  folder.write('openapi.yaml', spec.replace("examples: ['42']", "examples: ['a longer one']"));
  const user = (await project.scan()).endpoints.find(({ path }) => path.endsWith('{id}'));
  expect(user?.parameters[0]?.example).toBe('a longer one');
  folder.write('openapi.yaml', 'openapi: 3.1.0\npaths: [');
  const broken = await project.scan();
  expect(broken.endpoints).toHaveLength(3);
  expect(broken.warnings).toMatchObject([{ kind: 'unreadable-file', file: 'openapi.yaml' }]);
});

it('references that lead nowhere, or in circles, end', () => {
  const text = `openapi: 3.0.0
paths:
  /a: { $ref: '#/paths/~1b' }
  /b: { $ref: '#/paths/~1a' }
  /c: { get: { parameters: [{ $ref: '#/nowhere' }, { $ref: 'other.yaml#/x' }, { $ref: '#/%' }] } }
`;
  expect(readDescription(text)?.operations).toEqual(new Map([['GET /c', []]]));
});

it('never throws on a document of any shape', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (parameters, requestBody, schemas) => {
      const operation = { parameters, requestBody };
      readDescription(
        JSON.stringify({ openapi: '3.1.0', paths: { '/a': { get: operation }, '/b': parameters }, schemas }),
      );
    }),
  );
});
