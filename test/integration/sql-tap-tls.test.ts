import { once } from 'node:events';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type Cluster, openCluster } from '../../examples/orders-api/database/cluster.ts';
import { findPostgres } from '../../examples/orders-api/database/postgres.ts';
import { startDatabase } from '../../examples/orders-api/database/start.ts';
import { copyTemplate, openCache, provideTemplate, urlOf } from '../../examples/orders-api/database/template.ts';
import { authority, certificate, privateKey } from '../support/certificates.ts';
import { openSession, profileSql } from '../support/sql-session.ts';

let cluster: Cluster;
let folder: string;
let url: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sql-tls-'));
  await writeFile(join(folder, 'authority.pem'), authority);
  await writeFile(join(folder, 'other.pem'), certificate);
  const cache = await openCache(tmpdir());
  const program = await findPostgres(cache);
  cluster = await openCluster(program, cache);
  await copyTemplate(await provideTemplate(program, cache, false), program, cluster);
  const files = { 'tls.pem': certificate, 'tls.key': privateKey };
  for (const [name, content] of Object.entries(files)) {
    const file = join(cluster.dataFolder, name);
    await writeFile(file, content, { mode: 0o600 });
    if (program.user.uid !== undefined) await chown(file, program.user.uid, program.user.gid!);
  }
  url = urlOf(await cluster.start(0, ['ssl=on', 'ssl_cert_file=tls.pem', 'ssl_key_file=tls.key']));
});
afterAll(async () => {
  await cluster?.release();
  await rm(folder, { recursive: true });
});

async function isEncryptedThrough(parameters: string): Promise<boolean> {
  const session = await openSession(`${url}?${parameters}`, { folder });
  onTestFinished(() => session.dispose());
  const client = new pg.Client(session.env.DB!);
  await client.connect();
  onTestFinished(() => client.end());
  await session.startRecordingPlans();
  const { rows } = await client.query('SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()');
  const { statements } = await session.stopRecording();
  expect(statements[0]?.plan?.json).toContain('Plan');
  return rows[0].ssl;
}

test.each([
  ['sslmode=disable', false],
  ['sslmode=prefer', true],
  ['sslmode=require', true],
  ['sslmode=require&sslrootcert=authority.pem', true],
  ['sslmode=verify-ca&sslrootcert=authority.pem', true],
  ['sslmode=verify-full&sslrootcert=authority.pem', true],
])('the tap connects as %s says, and records', async (parameters, isEncrypted) => {
  expect(await isEncryptedThrough(parameters)).toBe(isEncrypted);
});

test.each([
  'sslmode=verify-full',
  'sslmode=verify-full&sslrootcert=other.pem',
  'sslmode=verify-ca&sslrootcert=other.pem',
])('a certificate that %s does not trust is refused, and the client hears it', async (parameters) => {
  await expect(isEncryptedThrough(parameters)).rejects.toThrow(/could not reach the database: .*certificate/);
});

test('a file that is not there is said at once', async () => {
  const opened = openSession(`${url}?sslmode=verify-full&sslrootcert=missing.pem`, { folder });
  await expect(opened).rejects.toThrow(/ENOENT.*missing\.pem/);
});

describe('With sslmode=prefer, TLS is not a condition', () => {
  async function planThrough(databaseUrl: string) {
    const session = await openSession(databaseUrl);
    onTestFinished(() => session.dispose());
    const client = new pg.Client(session.env.DB!);
    await client.connect();
    onTestFinished(() => client.end());
    const { queries } = await profileSql(session, () => client.query('SELECT count(*) FROM pg_class'));
    return queries[0]?.plan;
  }

  test('for a database that has none, neither of the tap nor of who asks for plans', async () => {
    const database = await startDatabase({ seed: false });
    onTestFinished(() => database.stop());
    expect(await planThrough(`${database.url}?sslmode=prefer`)).toMatchObject({ state: 'executed' });
    expect(await planThrough(`${database.url}?sslmode=require`).catch(({ message }) => message)).toMatch(
      'the database does not offer TLS',
    );
  });

  test('for one that offers it and then fails', async () => {
    const database = await startDatabase({ seed: false });
    const { port } = new URL(database.url);
    const inFront = createServer((client) => {
      client.on('error', () => {});
      client.once('data', (first) => {
        if (first.readInt32BE(4) === 80877103) {
          client.end('S');
          return;
        }
        const server = connect(Number(port), '127.0.0.1');
        server.on('error', () => client.destroy());
        server.write(first);
        client.pipe(server).pipe(client);
      });
    }).listen(0, '127.0.0.1');
    await once(inFront, 'listening');
    onTestFinished(async () => {
      inFront.close();
      await database.stop();
    });
    const address = new URL(`${database.url}?sslmode=prefer`);
    address.port = String((inFront.address() as AddressInfo).port);
    expect(await planThrough(address.href)).toMatchObject({ state: 'executed' });
  });
});
