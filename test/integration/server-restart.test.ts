import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { freePort } from '../../scripts/free-port.mjs';
import { UserError } from '../../src/model.ts';
import { isAlive, pidAt, startApi, startThroughShell, until, useServers } from '../support/servers.ts';

const servers = useServers();

describe('a server that is restarted', () => {
  test('is another process in the same environment, and its start is timed anew', async () => {
    const port = await freePort();
    const lines: string[] = [];
    const session = await servers.open({ port, command: startThroughShell, onLine: (line) => lines.push(line) });
    const first = await pidAt(port);
    const start = await session.restart();
    const second = await pidAt(port);
    expect([isAlive(first), isAlive(second)]).toEqual([false, true]);
    expect(start.spawnToReadyMs).toBeGreaterThan(0);
    expect(session.launched).toEqual(start);
    expect(session.ended()).toBeNull();
    expect(lines.filter((line) => line === 'booting with blue')).toHaveLength(2);
    await session.dispose();
    expect(isAlive(second)).toBe(false);
  });

  test('after it ended by itself runs again', async () => {
    const port = await freePort();
    const session = await servers.open({ port, command: startApi });
    process.kill(await pidAt(port), 'SIGKILL');
    await until(() => session.ended() !== null);
    await session.restart();
    expect(session.ended()).toBeNull();
    expect(await pidAt(port)).toBeGreaterThan(0);
  });

  test('when the person cancels leaves nothing behind', async () => {
    const port = await freePort();
    const abort = new AbortController();
    const pids: number[] = [];
    const command = `node -e "console.log(process.pid); require('http').createServer((_, r) => r.end()).listen(${port}, '127.0.0.1')"`;
    const onLine = (line: string) => {
      if (pids.push(Number(line)) === 2) abort.abort();
    };
    const session = await servers.open({ port, command, signal: abort.signal, onLine });
    await expect(session.restart()).rejects.toThrow('abort');
    expect(pids.map(isAlive)).toEqual([false, false]);
    expect(session.ended()).toBeNull();
  });

  test('has to have been launched here', async () => {
    const server = createServer((_, response) => response.end()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const session = await servers.open({ port: (server.address() as AddressInfo).port });
    const failure = await session.restart().catch((error) => error);
    expect(failure).toBeInstanceOf(UserError);
    expect(failure.problem.nextStep).toContain('server.command');
    server.close();
  });
});
