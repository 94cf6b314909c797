/** The example's API on its own database, started anew for each run, with handlers that can be made slower. */

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDatabase } from '../../../examples/orders-api/database/start.ts';
import type { Endpoint, MeasuredProfile } from '../../../src/model.ts';
import { defaultLoad } from '../../../src/profile/load-choice.ts';
import { createProfiler } from '../../../src/profile.ts';

const repository = join(import.meta.dirname, '../../..');

/** `work`: where a slow-down is put, so that it is of the kind that the handler's own work is. */
export const routes = [
  { name: 'fast', path: '/api/v1/orders/{id}', url: '/api/v1/orders/4711', work: 'spinMs' },
  { name: 'medium', path: '/api/v1/orders/recent', url: '/api/v1/orders/recent', work: 'spinMs' },
  { name: 'slow', path: '/api/v1/customers/{id}/orders', url: '/api/v1/customers/7/orders', work: 'databaseMs' },
] as const;

export type RouteName = (typeof routes)[number]['name'];

export interface Measured {
  route: RouteName;
  profile: MeasuredProfile;
  /** From the end of the one before, or from the start of the server's command. */
  wallMs: number;
}

export interface Bed extends AsyncDisposable {
  /** A fresh server, all routes one after the other, each against the baseline that was kept of it. */
  measure(slowDownMs: Record<RouteName, number>, settle: boolean): Promise<Measured[]>;
  keep(profile: MeasuredProfile): Promise<void>;
}

export async function openBed(): Promise<Bed> {
  const root = await mkdtemp(join(tmpdir(), 'verdict-bench-'));
  const database = await startDatabase();
  const port = await freePort();
  await mkdir(join(root, '.endpoint-profiler'));
  await writeFile(join(root, '.endpoint-profiler/config.json'), JSON.stringify(configOf(port)));
  const profilerWith = (env: Record<string, string>) =>
    createProfiler({
      root,
      distDir: join(repository, 'dist'),
      env: { ...process.env, DATABASE_URL: database.url, ...env },
      onServerLog: () => {},
      log: () => {},
    });
  return {
    async measure(slowDownMs, settle) {
      const slowDowns = routes.map(({ name, url, work }) => [url, { [work]: slowDownMs[name] }]);
      const profiler = profilerWith({ SLOW_DOWN: JSON.stringify(Object.fromEntries(slowDowns)) });
      const measured: Measured[] = [];
      let sinceMs = performance.now();
      try {
        await profiler.run(routes.map(endpointOf), {
          signal: new AbortController().signal,
          load: { ...defaultLoad, settle },
          agreed: new Set(),
          sql: false,
          provesIndexes: false,
          launch: true,
          onProgress: () => {},
          onProfile(profile) {
            if (profile.state !== 'measured') throw new Error(JSON.stringify(profile));
            const atMs = performance.now();
            measured.push({ route: routes[measured.length]!.name, profile, wallMs: atMs - sinceMs });
            sinceMs = atMs;
          },
        });
      } finally {
        await profiler.dispose();
      }
      return measured;
    },
    async keep(profile) {
      const profiler = profilerWith({});
      await profiler.saveBaseline(profile);
      await profiler.dispose();
    },
    async [Symbol.asyncDispose]() {
      await database.stop();
      await rm(root, { recursive: true });
    },
  };
}

const configOf = (port: number) => ({
  server: {
    url: `http://127.0.0.1:${port}`,
    command: `exec "${process.execPath}" --import "${join(import.meta.dirname, 'slow-down.mjs')}" src/server.ts`,
    cwd: join(repository, 'examples/orders-api'),
    env: { PORT: String(port) },
    ready: '/health',
  },
  requests: {
    'GET /api/v1/orders/{id}': { path: { id: '4711' } },
    'GET /api/v1/customers/{id}/orders': { path: { id: '7' } },
  },
});

const endpointOf = ({ path }: { path: string }): Endpoint => ({
  method: 'GET',
  path,
  framework: 'express',
  file: 'src/app.ts',
  line: 1,
  endLine: 1,
  parameters: path.includes('{id}') ? [{ name: 'id', in: 'path', required: true }] : [],
  why: [],
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
