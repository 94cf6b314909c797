/** What a server receives of a load with data, a set-up and a mix. Needs dist/ (npm run build). */

import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { endpointId, type MeasuredProfile } from '../../src/model.ts';
import { defaultLoad } from '../../src/profile/load-choice.ts';
import { createProfiler, type Profiler } from '../../src/profile.ts';
import { anEndpoint } from '../support/profiles.ts';

interface Received {
  method: string;
  path: string;
  token: string | undefined;
  body: string;
}

const id = { name: 'id', in: 'path', required: true } as const;
const get = anEndpoint({ path: '/users/{id}', parameters: [id] });
const post = anEndpoint({ method: 'POST', path: '/orders' });

let root: string;
let server: Server;
let profiler: Profiler;
let received: Received[];

beforeEach(async () => {
  received = [];
  server = createServer(async (request, response) => {
    const body = await text(request);
    const { method = '', url = '', headers } = request;
    if (url === '/login') return void response.end(JSON.stringify({ data: { token: `for ${JSON.parse(body).user}` } }));
    received.push({ method, path: url, token: headers['x-token'] as string | undefined, body });
    response.end('ok');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  root = await mkdtemp(join(tmpdir(), 'load-data-'));
  profiler = createProfiler({ root, distDir: resolve('dist'), env: {}, onServerLog: () => {}, log: () => {} });
});
afterEach(async () => {
  await profiler.dispose();
  server.close();
  await rm(root, { recursive: true });
});

async function configure(config: object) {
  const { port } = server.address() as AddressInfo;
  await mkdir(join(root, '.endpoint-profiler'));
  const whole = { server: { url: `http://127.0.0.1:${port}` }, ...config };
  await writeFile(join(root, '.endpoint-profiler', 'config.json'), JSON.stringify(whole));
}

const run = (name: string | null) =>
  profiler.run([get, post], {
    signal: new AbortController().signal,
    load: { ...defaultLoad, name },
    agreed: new Set(),
    sql: false,
    provesIndexes: false,
    launch: false,
    onProgress: () => {},
    onProfile: () => {},
  });

const requests = {
  [endpointId(get)]: { path: { id: '${data:id}' }, headers: { 'X-Token': '${setUp:token}' } },
  [endpointId(post)]: { body: { user: '${data:id}', note: 'of ${data:name}' }, allow: true },
};

test('rows are sent in turn, in the shares of the mix, with what the set-up took', async () => {
  await writeFile(
    join(root, 'users.json'),
    JSON.stringify([
      { id: 7, name: 'Ada' },
      { id: 'a/b', name: 'Ü "L"' },
    ]),
  );
  const peak = {
    phases: [{ name: 'sustained', rate: 100, durationS: 0.4 }],
    mix: { [endpointId(get)]: 3, [endpointId(post)]: 1 },
    data: 'users.json',
    setUp: { request: 'POST /login', body: { user: 'ada' }, take: { token: 'data.token' } },
  };
  await configure({ requests, loads: { peak } });
  const profiles = (await run('peak')) as MeasuredProfile[];
  expect(profiles.map(({ state, summary }) => [state, summary.errors])).toEqual([
    ['measured', 0],
    ['measured', 0],
  ]);
  expect(profiles[0]!.summary.count / profiles[1]!.summary.count).toBeCloseTo(3, 0);
  const gets = received.filter(({ method, path }) => method === 'GET' && path !== '/');
  expect(new Set(gets.map(({ path, token }) => `${path} ${token}`))).toEqual(
    new Set(['/users/7 for ada', '/users/a%2Fb for ada']),
  );
  const posts = received.filter(({ method }) => method === 'POST');
  expect(new Set(posts.map(({ body }) => body))).toEqual(
    new Set(['{"user":7,"note":"of Ada"}', '{"user":"a/b","note":"of Ü \\"L\\""}']),
  );
  expect(posts[0]!.body).not.toBe(posts.at(-1)!.body);
});

test('without data nothing is sent of what asks for it, and it is said', async () => {
  await configure({ requests });
  expect(await run(null)).toMatchObject([
    { state: 'failed', problem: { message: expect.stringContaining('${data:id}, and this load has no data file') } },
    { state: 'failed' },
  ]);
  expect(received).toEqual([]);
});

test('data that cannot be read ends the run before anything is sent', async () => {
  await configure({ loads: { peak: { phases: [{ name: 'a', users: 1, durationS: 0.2 }], data: 'gone.csv' } } });
  await expect(run('peak')).rejects.toThrow(/gone\.csv cannot be used as data/);
  expect(received).toEqual([]);
});
