/** A path that the code does not tell is never invented: it waits for a person, who completes it once. */

import { expect, test } from 'vitest';
import type { RouteCompletions, UnresolvedEndpoint } from '../../../src/model.ts';
import { folderWith, names, openProject } from './support.ts';

async function scan(files: Record<string, string>, completions: Partial<RouteCompletions> = {}) {
  using folder = folderWith(files);
  return await openProject(folder.root).scan({ completions: { prefixes: {}, paths: {}, ...completions } });
}

const told = ({ unresolved }: { unresolved: UnresolvedEndpoint[] }) =>
  unresolved.map(({ method, missing, path, file, line, at, key }) => ({
    what: `${method} ${missing} ${path} ${file}:${line}`,
    at: `${at.file}:${at.line}`,
    key,
  }));

const h = '(req, res) => res.end()';
const users = `const router = require('express').Router();
router.get('/:id', ${h});
module.exports = router;`;

test('one unknown prefix leaves all below it unresolved, and one answer completes them', async () => {
  const files = {
    'app.js': `const app = require('express')();
app.use(process.env.BASE, require('./api'));
app.get('/health', ${h});`,
    'api.js': `const api = require('express').Router();
api.use('/users', require('./users'));
api.get('/me', ${h});
module.exports = api;`,
    'users.js': users,
  };
  const result = await scan(files);
  expect(names(result)).toEqual(['GET /health']);
  expect(told(result)).toEqual([
    { what: 'GET prefix /me api.js:3', at: 'app.js:2', key: 'api.js' },
    { what: 'GET prefix /users/{id} users.js:2', at: 'app.js:2', key: 'api.js' },
  ]);
  expect(result.warnings).toMatchObject([{ kind: 'unresolved-prefix', file: 'app.js', line: 2 }]);

  const completed = await scan(files, { prefixes: { 'api.js': '/api/v1' } });
  expect(names(completed)).toEqual(['GET /api/v1/me', 'GET /api/v1/users/{id}', 'GET /health']);
  expect(completed.unresolved).toEqual([]);
  expect(completed.warnings).toEqual([]);
  expect(completed.endpoints[1]?.why.map(({ text }) => text)).toEqual([
    '/api/v1, as the config says',
    'mounted at /users',
    'GET /{id}',
  ]);
});

test('where a file has two such routers, each has a key of its own', async () => {
  const app = `const express = require('express');
const app = express();
const a = express.Router();
const b = express.Router();
a.get('/a', ${h});
b.get('/b', ${h});
app.use(process.env.A_PATH, a);
app.use(process.env.B_PATH, b);`;
  expect(told(await scan({ 'app.js': app })).map(({ key }) => key)).toEqual(['app.js:5', 'app.js:6']);
  const half = await scan({ 'app.js': app }, { prefixes: { 'app.js:5': '/one' } });
  expect(names(half)).toEqual(['GET /one/a']);
  expect(told(half).map(({ key }) => key)).toEqual(['app.js']);
});

test('what is mounted at a known place too is listed there, and nobody is asked', async () => {
  const app = `const app = require('express')();
app.use('/known', require('./users'));
app.use(process.env.BASE, require('./users'));`;
  const result = await scan({ 'app.js': app, 'users.js': users });
  expect(names(result)).toEqual(['GET /known/{id}']);
  expect(result.unresolved).toEqual([]);
  expect(result.warnings).toMatchObject([{ kind: 'unresolved-prefix', file: 'app.js', line: 3 }]);
});

test('a route whose own path is unknown is completed as a whole, at its place', async () => {
  const app = `const express = require('express');
const app = express();
const api = express.Router();
app.use('/api', api);
api.post(process.env.HOOK, ${h});`;
  expect(told(await scan({ 'app.js': app }))).toEqual([
    { what: 'POST path /api app.js:5', at: 'app.js:5', key: 'app.js:5' },
  ]);
  const completed = await scan({ 'app.js': app }, { paths: { 'app.js:5': '/api/hooks/{id}' } });
  expect(names(completed)).toEqual(['POST /api/hooks/{id}']);
  expect(completed.endpoints[0]?.parameters).toEqual([{ name: 'id', in: 'path', required: true }]);
  expect(completed.warnings).toEqual([]);
});

test('a router that nothing mounts takes the prefix that a person gives', async () => {
  const result = await scan({ 'users.js': users }, { prefixes: { 'users.js': '/users' } });
  expect(names(result)).toEqual(['GET /users/{id}']);
  expect(result.warnings).toEqual([]);
});

test('names that every object has are no keys', async () => {
  const result = await scan({ 'constructor.js': users });
  expect(names(result)).toEqual(['GET /{id}']);
});
