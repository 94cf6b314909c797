/** The request before a load, against real servers. */

import { describe, expect, it, vi } from 'vitest';
import { runSetUp } from '../../src/burst/set-up.ts';
import type { SetUp, Transport } from '../../src/model.ts';
import { authority } from '../support/certificates.ts';
import { http2Server, httpServer, rawServer, refusedUrl, type ScriptedServer } from '../support/scripted-servers.ts';

const plain: Transport = { ca: null, acceptAnyCertificate: false, http2: false };

const logIn = (take: Record<string, string>): SetUp => ({
  method: 'POST',
  path: '/login',
  headers: { 'content-type': 'application/json' },
  body: '{"user":"ada"}',
  take,
});

const run = (url: string, take = { token: 'token' }, transport = plain, signal = new AbortController().signal) =>
  runSetUp(logIn(take), url, transport, signal);
const answering = (body: string, status = 200) =>
  httpServer((request, response) => {
    request.resume();
    response.writeHead(status).end(body);
  });
const allClosed = (server: ScriptedServer) => vi.waitFor(() => expect(server.open.size).toBe(0));

describe('a set-up request', () => {
  it('is sent as it is written, and its values are taken by their paths', async () => {
    const sent: unknown[] = [];
    await using server = await httpServer(async (request, response) => {
      const body = (await request.setEncoding('utf8').toArray()).join('');
      sent.push(`${request.method} ${request.url} ${request.headers['content-type']} ${body}`);
      response.writeHead(201).end('{"data":{"token":"s3cret"},"users":[{"id":7},{"id":8}],"first":true}');
    });
    const take = { token: 'data.token', user: 'users.1.id', first: 'first' };
    expect(await run(server.url, take)).toEqual({ token: 's3cret', user: '8', first: 'true' });
    expect(sent).toEqual(['POST /login application/json {"user":"ada"}']);
    await allClosed(server);
  });

  it('goes over TLS and HTTP/2 as the burst does, below the path of the server’s address', async () => {
    let path = '';
    await using server = await http2Server((request, response) => {
      path = request.url;
      response.end('{"token":"a"}');
    });
    const transport = { ca: authority, acceptAnyCertificate: false, http2: true };
    expect(await run(`${server.url}v1/`, { token: 'token' }, transport)).toEqual({ token: 'a' });
    expect(path).toBe('/v1/login');
    await allClosed(server);
  });

  it.each([
    ['{"error":"s3cret"}', 401, 'The set-up request POST /login was answered with status 401.'],
    ['', 302, 'The set-up request POST /login was answered with status 302.'],
    ['<html>', 200, 'The set-up request POST /login was answered with status 200 and a body that is no JSON.'],
    ['{"user":{"key":"s3cret"}}', 200, 'The answer to POST /login has no "token": it is an object of user.'],
    ['{}', 200, 'The answer to POST /login has no "token": it is an empty object.'],
    ['["s3cret"]', 200, 'The answer to POST /login has no "token": it is a list of 1.'],
    ['"s3cret"', 200, 'The answer to POST /login has no "token": it is a string.'],
    ['{"token":null}', 200, 'The answer to POST /login has no text or number at "token": that is null.'],
    ['{"token":["s3cret"]}', 200, 'The answer to POST /login has no text or number at "token": that is a list of 1.'],
  ])('answered %s with status %i is refused in words, without a value', async (body, status, message) => {
    await using server = await answering(body, status);
    const failure = await run(server.url).catch((error) => error);
    expect(failure.problem).toEqual({
      message,
      nextStep: 'Correct "setUp" of the load in .endpoint-profiler/config.json; the server\'s log may say more.',
    });
    await allClosed(server);
  });

  it('names how far a path leads, and takes nothing that the answer only inherits', async () => {
    await using server = await answering('{"data":{"id":1}}');
    await expect(run(server.url, { token: 'data.token.value' })).rejects.toThrow(
      'has no "data.token.value": its "data" is an object of id.',
    );
    await expect(run(server.url, { token: 'data.constructor' })).rejects.toThrow('has no "data.constructor"');
  });

  it('fails in words where nobody listens', async () => {
    await expect(run(await refusedUrl())).rejects.toThrow(/POST \/login failed: connect ECONNREFUSED/);
  });

  it('does not read an endless answer to its end', async () => {
    await using server = await rawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      const pour = () => {
        while (!socket.destroyed && socket.write('x'.repeat(100_000)));
      };
      socket.on('drain', pour);
      pour();
    });
    await expect(run(server.url)).rejects.toThrow('was answered with more than 1 MB.');
    await allClosed(server);
  });

  it('ends at once when it is cancelled, with its socket', async () => {
    await using server = await rawServer(() => {});
    const cancel = new AbortController();
    const running = run(server.url, { token: 'token' }, plain, cancel.signal).catch((error) => error);
    await vi.waitFor(() => expect(server.open.size).toBe(1));
    cancel.abort();
    expect(await running).toBe(cancel.signal.reason);
    await allClosed(server);
  });
});
