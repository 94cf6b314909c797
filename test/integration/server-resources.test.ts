import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { freePort } from '../../scripts/free-port.mjs';
import { runningServer } from '../../src/server/running.ts';
import { isAlive, pidAt, startThroughShell, until, useServers } from '../support/servers.ts';

const servers = useServers();

describe('what the server takes', () => {
  test('is that of all its processes, and of the new ones after a restart', async () => {
    const port = await freePort();
    const session = await servers.open({ port, command: startThroughShell });
    const watch = session.watchResources();
    await session.restart();
    await delay(600);
    const samples = await watch.stop();
    if (samples.state !== 'sampled') throw new Error(samples.reason);
    expect(samples.processes.at(-1)).toBe(2);
    expect(samples.rssBytes.at(-1)).toBeGreaterThan(20e6);
  });

  test.skipIf(process.platform === 'win32')('is known of one that runs already, by its port', async () => {
    const port = await freePort();
    const other = spawn(process.execPath, ['api.mjs'], {
      cwd: servers.folder,
      env: { ...process.env, PORT: String(port) },
    });
    await until(() => isAlive(other.pid!));
    await once(other.stdout!, 'data');
    for (let asked = 0; asked < 4; asked++) await pidAt(port).catch(() => delay(50));
    const session = await servers.open({ port });
    expect(session.launched).toBeNull();
    const watch = session.watchResources();
    await delay(400);
    const samples = await watch.stop();
    other.kill();
    if (samples.state !== 'sampled') throw new Error(samples.reason);
    expect(samples.processes.at(-1)).toBe(1);
    expect(samples.rssBytes.at(-1)).toBeGreaterThan(20e6);
  });

  test('is not known of one on another machine', async () => {
    const samples = await runningServer('http://192.0.2.1/').watchResources().stop();
    expect(samples).toEqual({ state: 'not-sampled', reason: 'not-launched-here' });
  });
});
