import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type Cluster, openCluster } from '../../examples/orders-api/database/cluster.ts';
import { findPostgres } from '../../examples/orders-api/database/postgres.ts';
import { copyTemplate, openCache, provideTemplate, urlOf } from '../../examples/orders-api/database/template.ts';
import { openSqlSession } from '../../src/sql/session.ts';
import { authority, certificate, privateKey } from '../support/certificates.ts';

const tapPath = join(import.meta.dirname, '../../src/sql/tap/process.ts');

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
  const databaseUrl = `${url}?${parameters}`;
  const session = await openSqlSession({ tapPath, databaseUrl, envNames: ['DB'], folder, onLog() {} });
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
  const databaseUrl = `${url}?sslmode=verify-full&sslrootcert=missing.pem`;
  const opened = openSqlSession({ tapPath, databaseUrl, envNames: ['DB'], folder, onLog() {} });
  await expect(opened).rejects.toThrow(/ENOENT.*missing\.pem/);
});
