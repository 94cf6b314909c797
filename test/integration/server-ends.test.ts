import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { freePort } from '../../scripts/free-port.mjs';
import { until, useServers } from '../support/servers.ts';

const servers = useServers();

describe('how a server ended', () => {
  const serving = (port: number, whenAsked: string) =>
    `node --max-old-space-size=20 -e "require('http').createServer((q, r) => { r.end(String(process.pid)); if (q.url === '/end') { ${whenAsked} } }).listen(${port}, '127.0.0.1')"`;

  async function endOf(whenAsked: string) {
    const port = await freePort();
    const session = await servers.open({ port, command: serving(port, whenAsked) });
    await fetch(`http://127.0.0.1:${port}/end`).catch(() => {});
    await until(() => session.ended() !== null);
    await session.awaitNews();
    return session.ended()!;
  }

  test.skipIf(process.platform === 'win32')('its heap was full', async () => {
    const { message } = await endOf('const all = []; for (;;) all.push(new Array(1e4).fill({}))');
    expect(message).toMatch(/^out of memory \(SIGABRT\): FATAL ERROR: .*JavaScript heap out of memory$/);
  });

  test('an error that nothing handled', async () => {
    const { message, lastLines } = await endOf('setImmediate(() => null.id)');
    expect(message).toMatch(/^an unhandled error \(exit code 1\): TypeError: Cannot read properties of null/);
    expect(lastLines).toContain('    at ');
  });

  test('below a command that runs on without it, as watchers of files do', async () => {
    const port = await freePort();
    const server = `console.log('listening'); require('http').createServer((q, r) => { r.end(String(process.pid)); if (q.url === '/end') setImmediate(() => null.id); }).listen(${port}, '127.0.0.1')`;
    await writeFile(
      join(servers.folder, 'watcher.mjs'),
      `import { spawn } from 'node:child_process';
       spawn(process.execPath, ['-e', ${JSON.stringify(server)}], { stdio: 'inherit' });
       setInterval(() => {}, 1000);`,
    );
    const session = await servers.open({ port, command: 'node watcher.mjs' });
    await session.awaitNews();
    expect(session.ended()).toBeNull();
    await fetch(`http://127.0.0.1:${port}/end`).catch(() => {});
    await session.awaitNews();
    expect(session.ended()!.message).toMatch(
      /^nothing listens any more, though its command runs on; its last words are of an unhandled error: TypeError: /,
    );
  });
});
