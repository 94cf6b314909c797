import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ConfigFile, openConfig } from '../../../src/config/file.ts';
import {
  askConsent,
  askMany,
  askSample,
  askServer,
  type ConsentQuestion,
  checkUrl,
  proposeUrl,
} from '../../../src/editor/questions.ts';
import type { Endpoint, Parameter } from '../../../src/model.ts';
import { anEndpoint } from '../../support/profiles.ts';
import { scriptedDialog } from './scripted-dialog.ts';

let root: string;
let config: ConfigFile;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'questions-'));
  config = openConfig(root, {});
});
afterEach(() => rm(root, { recursive: true }));

const saved = async () => JSON.parse(await readFile(config.file, 'utf8'));
const npmStart = [{ command: 'npm start', detail: 'PORT=4100 node server.js' }];

describe('how the API starts', () => {
  test('is proposed from the scripts, with the port they name', async () => {
    const dialog = scriptedDialog(['npm start', (proposed: string) => proposed]);
    expect(await askServer(dialog, config, npmStart, '')).toBe(true);
    expect(await saved()).toEqual({ server: { url: 'http://127.0.0.1:4100', command: 'npm start' } });
  });

  test('is nothing where it runs already', async () => {
    const dialog = scriptedDialog(['It is already running', 'http://localhost:8080']);
    expect(await askServer(dialog, config, npmStart, '')).toBe(true);
    expect(await saved()).toEqual({ server: { url: 'http://localhost:8080' } });
  });

  test('can be any command', async () => {
    const dialog = scriptedDialog(['Enter a command…', 'node main.js --port 5005', (proposed: string) => proposed]);
    expect(await askServer(dialog, config, [], '')).toBe(true);
    expect(await saved()).toEqual({ server: { url: 'http://127.0.0.1:5005', command: 'node main.js --port 5005' } });
  });

  test.each([
    ['the list', [undefined]],
    ['the command', ['Enter a command…', undefined]],
    ['the address', ['npm start', undefined]],
  ])('is left open, and no file made, when the person turns away at %s', async (_, answers) => {
    expect(await askServer(scriptedDialog(answers), config, npmStart, '')).toBe(false);
    await expect(saved()).rejects.toThrow('ENOENT');
  });
});

test.each([
  ['PORT=4100 node server.js', '', 'http://127.0.0.1:4100'],
  ['next dev -p 3001', '', 'http://127.0.0.1:3001'],
  ['vite --port=5173', '', 'http://127.0.0.1:5173'],
  ['node server.js', 'DEBUG=1\nexport PORT="8081"\n', 'http://127.0.0.1:8081'],
  ['node server.js', 'DB_PORT=5432\n', 'http://127.0.0.1:3000'],
  ['PGPORT=5432 node server.js', '', 'http://127.0.0.1:3000'],
])('%s with %j in .env answers at %s', (command, dotEnv, url) => {
  expect(proposeUrl(command, dotEnv)).toBe(url);
});

test('an address is http or https', () => {
  expect(checkUrl(' http://127.0.0.1:3000 ')).toBeNull();
  for (const bad of ['', '127.0.0.1:3000', 'file:///etc/passwd']) expect(checkUrl(bad)).toMatch(/http/);
});

describe('sample values', () => {
  const id: Parameter = { name: 'id', in: 'path', required: true };
  const q: Parameter = { name: 'q', in: 'query', required: true };
  const body: Parameter = { name: 'body', in: 'body', required: true };
  const endpoint = anEndpoint({ method: 'POST', path: '/orders/{id}' });

  test('are kept by endpoint and place, a body as JSON', async () => {
    const dialog = scriptedDialog([(proposed: string) => proposed, 'shoes', '{ "count": 2 }']);
    expect(await askSample(dialog, config, endpoint, [id, q, body])).toBe(true);
    const requests = { 'POST /orders/{id}': { path: { id: '1' }, query: { q: 'shoes' }, body: { count: 2 } } };
    expect(await saved()).toEqual({ requests });
    await expect(config.load()).resolves.toMatchObject({ requests });
  });

  test('the body is asked for once, with all of its fields', async () => {
    const parameters: Parameter[] = [
      { name: 'name', in: 'body', required: true },
      { name: 'email', in: 'body', required: true },
      { name: 'role', in: 'body', required: false, example: 'reader' },
    ];
    const proposals: string[] = [];
    const answer = (proposed: string) => {
      proposals.push(proposed);
      return '{"name":"Ada"}';
    };
    const dialog = scriptedDialog([answer]);
    const user = anEndpoint({ method: 'POST', path: '/users', parameters });
    expect(await askSample(dialog, config, user, parameters.slice(0, 2))).toBe(true);
    expect(proposals).toEqual(['{"name":"","email":"","role":"reader"}']);
    expect(await saved()).toEqual({ requests: { 'POST /users': { body: { name: 'Ada' } } } });
  });

  test('are not kept by halves', async () => {
    expect(await askSample(scriptedDialog(['7', undefined]), config, endpoint, [id, q])).toBe(false);
    await expect(saved()).rejects.toThrow('ENOENT');
  });
});

describe('consent', () => {
  const changing: ConsentQuestion = {
    state: 'needs-consent',
    endpoint: anEndpoint({ method: 'POST', path: '/orders' }),
    reason: 'changes-data',
    method: 'POST',
    url: 'http://127.0.0.1:3000/orders',
  };

  test('for once leaves no trace', async () => {
    expect(await askConsent(scriptedDialog(['Profile Once']), config, changing)).toBe('once');
    await expect(saved()).rejects.toThrow('ENOENT');
  });

  test('for always is kept in the config', async () => {
    expect(await askConsent(scriptedDialog(['Always for This Endpoint']), config, changing)).toBe('always');
    expect(await saved()).toEqual({ requests: { 'POST /orders': { allow: true } } });
  });

  test('is not given by closing the question', async () => {
    expect(await askConsent(scriptedDialog([undefined]), config, changing)).toBe('no');
  });

  test('for another host names it, and what may happen there', async () => {
    const dialog = scriptedDialog(['Profile']);
    const question: ConsentQuestion = { ...changing, reason: 'other-host', url: 'https://api.test/orders' };
    expect(await askConsent(dialog, config, question)).toBe('once');
    expect(dialog.asked[0]).toContain('api.test');
    expect(dialog.asked[0]).toContain('can change data');
  });
});

describe('before several endpoints are profiled', () => {
  const many = (count: number, method: Endpoint['method'] = 'GET') =>
    Array.from({ length: count }, (_, i) => anEndpoint({ method, path: `/${i}` }));

  test('a few that only read are profiled without a question', async () => {
    expect(await askMany(scriptedDialog([]), [...many(19), ...many(1, 'ANY')], 5_000)).toBe(true);
  });

  test('it is said how many they are and how long that takes', async () => {
    const dialog = scriptedDialog(['Profile']);
    expect(await askMany(dialog, many(60), 5_000)).toBe(true);
    expect(dialog.asked[0]).toMatch(/^Profile 60 endpoints\?\nOne after the other, about 5 minutes in all/);
  });

  test('it is said what becomes of those that can change data', async () => {
    const dialog = scriptedDialog([undefined]);
    expect(await askMany(dialog, [...many(3), ...many(2, 'DELETE')], 5_000)).toBe(false);
    expect(dialog.asked[0]).toContain('2 of them can change data: only what the config allows');
  });
});
