import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { type Transport, UserError } from '../../src/model.ts';
import { authority } from '../support/certificates.ts';
import { httpsServer, type ScriptedServer } from '../support/scripted-servers.ts';
import { plain, startApi, useServers } from '../support/servers.ts';

const servers = useServers();

const portOf = (server: ScriptedServer): number => Number(new URL(server.url).port);

describe('a server that runs already', () => {
  test('is used and left running', async () => {
    const server = createServer((_, response) => response.end('mine')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const session = await servers.open({ port, command: 'node -e "process.exit(1)"' });
    expect(session.launched).toBeNull();
    await session.dispose();
    expect(await (await fetch(`http://127.0.0.1:${port}`)).text()).toBe('mine');
    server.close();
  });

  test('but is not the API: who has the port, and what to do', async () => {
    const server = createServer((_, response) => {
      response.statusCode = 404;
      response.end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const failure = await servers.open({ port, command: startApi, ready: '/health' }).catch((error) => error);
    expect(failure.message).toContain(`Port ${port} is in use by process ${process.pid}`);
    expect(failure.problem.nextStep).toContain('use another port');
    expect(failure.problem.offer).toBe('use-what-answers');
    server.close();
  });

  test('under a path: its ready path is below that one', async () => {
    const server = createServer((request, response) => {
      response.statusCode = request.url === '/v1/health' ? 200 : 404;
      response.end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    expect(await servers.open({ port, urlPath: '/v1', ready: '/health' })).toMatchObject({ launched: null });
    server.close();
  });

  test('but does not answer: that is said, and no stranger word', async () => {
    const server = createServer(() => {}).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const failure = await servers.open({ port, command: startApi }).catch((error) => error);
    expect(failure).toBeInstanceOf(UserError);
    expect(failure.message).toContain('no answer within 2 s');
    expect(failure.problem.offer).toBeUndefined();
    server.closeAllConnections();
    server.close();
  });

  test('but does not speak TLS, when asked to', async () => {
    const server = createServer((_, response) => response.end()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const failure = await servers.open({ scheme: 'https', port, command: startApi }).catch((error) => error);
    expect(failure.message).toMatch(/Port \d+ is in use by .*it does not speak TLS/);
    server.close();
  });

  describe('with a certificate that Node does not trust', () => {
    test('what to set is said', async () => {
      await using server = await httpsServer((_, response) => response.end());
      const failure = await servers
        .open({ scheme: 'https', port: portOf(server), command: startApi })
        .catch((error) => error);
      expect(failure.message).toContain('is not trusted (UNABLE_TO_VERIFY_LEAF_SIGNATURE)');
      expect(failure.problem.nextStep).toContain('"ca" of "server"');
    });

    test.each<[string, Transport]>([
      ['its authority is trusted', { ...plain, ca: authority }],
      ['any is accepted', { ...plain, acceptAnyCertificate: true }],
    ])('it is ready when %s', async (_, transport) => {
      await using server = await httpsServer((_, response) => response.end());
      const session = await servers.open({ scheme: 'https', port: portOf(server), transport });
      expect(session).toMatchObject({ launched: null });
    });
  });

  test('and does not speak HTTP', async () => {
    const server = createTcpServer((socket) => socket.end('220 ready\r\n')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await expect(servers.open({ port, command: startApi })).rejects.toThrow(`Port ${port} is in use`);
    server.close();
  });
});
