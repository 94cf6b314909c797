/** Certificates and HTTP versions: the real worker bundle against real servers that speak TLS. */

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Recording, Transport } from '../../src/model.ts';
import { phase, planFor } from '../support/burst-plan.ts';
import { type BuiltExecutor, buildExecutor } from '../support/burst-worker.ts';
import { authority } from '../support/certificates.ts';
import { http2Server, httpServer, httpsServer, type ScriptedServer } from '../support/scripted-servers.ts';

let executor: BuiltExecutor;

beforeAll(async () => {
  executor = await buildExecutor();
});

afterAll(() => executor.dispose());

const trusting: Transport = { ca: authority, acceptAnyCertificate: false, http2: false };
const offeringHttp2: Transport = { ...trusting, http2: true };

function run(url: string, transport: Partial<Transport>, request = {}): Promise<Recording> {
  const nothingTrusted = { ca: null, acceptAnyCertificate: false, http2: false };
  const phases = [phase('round', { connections: 3, maxRequests: 30 })];
  const plan = planFor(url, phases, { transport: { ...nothingTrusted, ...transport }, request });
  return executor.run(plan, { signal: new AbortController().signal, onProgress: () => {} });
}

const outcome = ({ samples, failures, httpVersion }: Recording) => ({
  answers: samples.count - samples.failed.filter(Boolean).length,
  failures: failures.map(({ kind, message }) => `${kind}: ${message}`),
  httpVersion,
});
const answered = (httpVersion: '1.1' | '2') => ({ answers: 30, failures: [], httpVersion });
const allClosed = (server: ScriptedServer) => vi.waitFor(() => expect(server.open.size).toBe(0));
const localhost = (url: string) => url.replace('127.0.0.1', 'localhost');

describe('a certificate', () => {
  it('of an authority that is named is trusted, under each of its names', async () => {
    await using server = await httpsServer((_, response) => response.end('ok'));
    expect(outcome(await run(server.url, trusting))).toEqual(answered('1.1'));
    expect(server.opened).toBe(3);
    expect(outcome(await run(localhost(server.url), trusting))).toEqual(answered('1.1'));
    await allClosed(server);
  });

  it('that nobody vouches for is not trusted, and the recording says so', async () => {
    await using server = await httpsServer((_, response) => response.end('ok'));
    expect(outcome(await run(server.url, {}))).toEqual({
      answers: 0,
      failures: ['tls: unable to verify the first certificate'],
      httpVersion: null,
    });
    await allClosed(server);
  });

  it('of any kind is accepted on request', async () => {
    await using server = await httpsServer((_, response) => response.end('ok'));
    expect(outcome(await run(server.url, { acceptAnyCertificate: true }))).toEqual(answered('1.1'));
  });

  it('of any kind is accepted from this machine alone', async () => {
    await expect(run('https://api.example.com/', { acceptAnyCertificate: true })).rejects.toThrow(
      'Any certificate is accepted only from this machine, not from https://api.example.com.',
    );
  });
});

describe('HTTP/2', () => {
  it('is spoken where it is offered and the server speaks it, with a connection for each user', async () => {
    await using server = await http2Server((_, response) => response.end('ok'), { allowHTTP1: true });
    const recording = await run(server.url, offeringHttp2);
    expect(outcome(recording)).toEqual(answered('2'));
    expect([...recording.samples.bodyBytes]).toEqual(Array(30).fill(2));
    expect(recording.firstHead).toMatchObject({ status: 200, headers: { date: expect.any(String) } });
    expect(server.opened).toBe(3);
    await allClosed(server);
  });

  it('is not spoken unless it is offered', async () => {
    await using server = await http2Server((_, response) => response.end('ok'), { allowHTTP1: true });
    expect(outcome(await run(server.url, trusting))).toEqual(answered('1.1'));
  });

  it('gives way to HTTP/1.1 where the server speaks that alone, with TLS or without', async () => {
    await using secure = await httpsServer((_, response) => response.end('ok'));
    expect(outcome(await run(secure.url, offeringHttp2))).toEqual(answered('1.1'));
    await using plain = await httpServer((_, response) => response.end('ok'));
    expect(outcome(await run(plain.url, offeringHttp2))).toEqual(answered('1.1'));
  });

  it('alone is missed with a failure that says so', async () => {
    await using server = await http2Server((_, response) => response.end('ok'));
    expect(outcome(await run(server.url, trusting))).toEqual({
      answers: 0,
      failures: ['tls: tlsv1 alert no application protocol'],
      httpVersion: null,
    });
  });

  it('carries bodies both ways', async () => {
    const bodies = new Set<string>();
    await using server = await http2Server(async (request, response) => {
      bodies.add((await request.setEncoding('utf8').toArray()).join(''));
      response.end('x'.repeat(300_000));
    });
    const request = { method: 'POST', body: '{"name":"é"}', headers: { 'content-type': 'application/json' } };
    const { samples, failures } = await run(server.url, offeringHttp2, request);
    expect(failures).toEqual([]);
    expect([...bodies]).toEqual(['{"name":"é"}']);
    expect([...new Set(samples.bodyBytes)]).toEqual([300_000]);
  });

  it.each([
    ['resets a stream before its answer', (response) => response.stream.close(2), 'reset'],
    [
      'resets a stream in its body',
      (response) => response.write('half', () => response.stream.close(2)),
      'body-cut-short',
    ],
    ['ends its session with an error', (response) => response.stream.session?.goaway(11), 'reset'],
    ['closes the socket', (response) => response.stream.session?.socket.destroy(), 'reset'],
  ] satisfies [string, (response: Parameters<Parameters<typeof http2Server>[0]>[1]) => void, string][])(
    'failure: the server %s',
    async (_, answer, kind) => {
      await using server = await http2Server((_, response) => answer(response));
      const { failures } = await run(server.url, offeringHttp2);
      expect(failures.map((failure) => failure.kind)).toEqual([kind]);
      await allClosed(server);
    },
  );
});
