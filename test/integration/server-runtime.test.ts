// What a server is run by, asked of a real process.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runtimeAt } from '../../src/server/runtime.ts';

const program =
  'require("node:http").createServer((_, answer) => answer.end()).listen(0, "127.0.0.1", function () { console.log(this.address().port) })';
const server = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'ignore'] });
let port: number;

beforeAll(async () => {
  const [line] = await once(server.stdout, 'data');
  port = Number(line);
});
afterAll(() => server.kill());

test.runIf(process.platform === 'linux')('is the version of the executable that listens', async () => {
  expect(await runtimeAt(`http://127.0.0.1:${port}`)).toBe(`node ${process.version.slice(1)}`);
});

test('is not known of an address on which nothing listens, or on another machine', async () => {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port: closed } = listener.address() as { port: number };
  listener.close();
  await once(listener, 'close');
  expect(await runtimeAt(`http://127.0.0.1:${closed}`)).toBeNull();
  expect(await runtimeAt('http://192.0.2.1:80')).toBeNull();
});
