import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { configSchema, type ServerConfig } from '../../../src/config/config.ts';
import { loadTransport } from '../../../src/config/transport.ts';
import { authority, certificate, privateKey } from '../../support/certificates.ts';

let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'transport-test-'));
});
afterAll(() => rm(root, { recursive: true }));

const server = (settings: Partial<ServerConfig>): ServerConfig =>
  configSchema.parse({ server: { url: 'https://localhost:3443', ...settings } }).server!;

async function loaded(text: string) {
  await writeFile(join(root, 'ca.pem'), text);
  return loadTransport(root, server({ ca: 'ca.pem' }));
}

test('without settings Node decides, over HTTP/1.1', async () => {
  const plain = { ca: null, acceptAnyCertificate: false, http2: false };
  expect(await loadTransport(root, server({}))).toEqual(plain);
  expect(await loadTransport(root, undefined)).toEqual(plain);
});

test('what is set is taken over', async () => {
  expect(await loadTransport(root, server({ acceptAnyCertificate: true, http2: true }))).toEqual({
    ca: null,
    acceptAnyCertificate: true,
    http2: true,
  });
});

test('all certificates of the file are trusted; what else stands in it, such as the key, goes no further', async () => {
  const { ca } = await loaded(`Some words\n${authority}${privateKey}${certificate}`);
  expect(ca!.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
  expect(ca).not.toContain('KEY');
});

test.each([
  ['no certificate at all', privateKey, 'it holds no certificate in PEM format'],
  ['a certificate that is damaged', certificate.replace('MII', 'AAA'), 'the certificate in it cannot be read'],
  ['a second one that is damaged', authority + certificate.replace('MII', 'AAA'), 'certificate 2 in it cannot be read'],
])('a file with %s is refused by its name', async (_, text, words) => {
  const file = join(root, 'ca.pem');
  await expect(loaded(text)).rejects.toThrow(`The certificates in ${file} cannot be trusted: ${words}`);
});

test('a file that is not there is refused with the place to correct', async () => {
  const failure = await loadTransport(root, server({ ca: 'certs/none.pem' })).catch((error) => error);
  expect(failure.problem).toEqual({
    message: `The certificates in ${join(root, 'certs', 'none.pem')} cannot be trusted: there is no such file.`,
    nextStep: 'Correct "ca" of "server" in .endpoint-profiler/config.json: it is relative to the workspace folder.',
  });
});

test('any certificate is accepted from this machine alone', async () => {
  const elsewhere = server({ url: 'https://api.example.com', acceptAnyCertificate: true });
  await expect(loadTransport(root, elsewhere)).rejects.toThrow(
    'Any certificate is accepted only from this machine, not from api.example.com.',
  );
});
