// The finished data folders, made once and kept between runs. Each run works on a copy of its own.

import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { type Cluster, openCluster } from './cluster.ts';
import { giveTo, initialise, type Postgres } from './postgres.ts';
import { DatabaseProblem } from './problem.ts';

export interface Template {
  folder: string;
  /** Changes with the seed script, the way it is run and PostgreSQL's version. */
  hash: string;
}

export const urlOf = (port: number, database = 'shop') => `postgres://shop:shop@127.0.0.1:${port}/${database}`;

/** One folder a user, so that two people on a machine do not meet. Throws if it is not really ours. */
export async function openCache(tmpFolder: string): Promise<string> {
  const userId = process.getuid?.() ?? 0;
  const folder = join(tmpFolder, `orders-api-database-${userId}`);
  await mkdir(folder, { recursive: true, mode: 0o755 });
  if (process.getuid && (await stat(folder)).uid !== userId) {
    throw new DatabaseProblem(`${folder} belongs to another user. Set TMPDIR to a folder of your own.`);
  }
  return folder;
}

/** The template from the cache, made first where it is missing (several seconds) or no longer complete. */
export async function provideTemplate(program: Postgres, cache: string, seed: boolean): Promise<Template> {
  const template = await describeTemplate(program, cache, seed);
  if (await isComplete(template)) return template;
  await rm(template.folder, { recursive: true, force: true });
  const cluster = await openCluster(program, cache);
  try {
    await build(program, cluster, seed);
    const fileCount = (await readdir(cluster.dataFolder, { recursive: true })).length;
    await mkdir(join(cluster.folder, 'template'));
    await rename(cluster.dataFolder, join(cluster.folder, 'template', 'data'));
    await writeFile(join(cluster.folder, 'template', 'file-count'), String(fileCount));
    await rename(join(cluster.folder, 'template'), template.folder).catch(async (error) => {
      if (!(await isComplete(template))) throw error; // Else somebody else was first, with the same result.
    });
  } finally {
    await cluster.release();
  }
  return template;
}

async function describeTemplate(program: Postgres, cache: string, seed: boolean): Promise<Template> {
  const hash = createHash('sha256').update(program.version);
  for (const file of ['seed.sql', 'template.ts', 'postgres.ts']) {
    hash.update(await readFile(join(import.meta.dirname, file)));
  }
  const digest = hash.digest('hex').slice(0, 12);
  return { folder: join(cache, `${seed ? 'seeded' : 'empty'}-${digest}`), hash: digest };
}

/** Some systems delete old files from the folder for temporary files one by one: then the count is wrong. */
async function isComplete({ folder }: Template): Promise<boolean> {
  try {
    const files = await readdir(join(folder, 'data'), { recursive: true });
    return files.length === Number(await readFile(join(folder, 'file-count'), 'utf8'));
  } catch {
    return false;
  }
}

async function build(program: Postgres, cluster: Cluster, seed: boolean) {
  const passwordFile = join(cluster.folder, 'password');
  await writeFile(passwordFile, 'shop\n');
  await initialise(program, cluster.dataFolder, passwordFile);
  // VACUUM marks no page as visible to all whose commit is not known to be written.
  const settings = ['synchronous_commit=on', 'maintenance_work_mem=256MB', 'max_wal_size=4GB'];
  const port = await cluster.start(0, settings);
  await runSql(urlOf(port, 'postgres'), 'CREATE DATABASE shop');
  if (seed) {
    const script = await readFile(join(import.meta.dirname, 'seed.sql'), 'utf8');
    // In one transaction, so that tables filled right after their creation need no write-ahead log.
    await runSql(urlOf(port), `BEGIN; ${script}; COMMIT`, 'VACUUM (FREEZE, ANALYZE)', 'CHECKPOINT');
  }
  await cluster.stop();
}

async function runSql(url: string, ...scripts: string[]) {
  const client = new pg.Client(url);
  await client.connect();
  try {
    for (const script of scripts) await client.query(script);
  } finally {
    await client.end();
  }
}

/** Fills the cluster's data folder. */
export async function copyTemplate(template: Template, program: Postgres, cluster: Cluster) {
  await cp(join(template.folder, 'data'), cluster.dataFolder, { recursive: true, verbatimSymlinks: true });
  await giveTo(program.user, cluster.dataFolder);
}
