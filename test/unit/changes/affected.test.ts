import { describe, expect, test } from 'vitest';
import { type Affected, affectedBy } from '../../../src/changes/affected.ts';
import type { ChangedLines } from '../../../src/changes/changed-files.ts';

/** An application that mounts two routers behind a check of who asks. */
const imports = new Map([
  ['server.ts', ['app.ts', 'db.ts']],
  ['app.ts', ['auth.ts', 'routes/index.ts', 'admin/index.ts']],
  ['routes/index.ts', ['routes/orders.ts', 'routes/users.ts']],
  ['routes/orders.ts', ['db.ts', 'prices.ts']],
  ['routes/users.ts', ['db.ts']],
  ['admin/index.ts', ['admin/check.ts', 'admin/stock.ts']],
  ['admin/stock.ts', ['db.ts']],
  ['admin/check.ts', []],
  ['auth.ts', ['token.ts']],
  ['token.ts', []],
  ['prices.ts', []],
  ['db.ts', []],
  ['scripts/clean.ts', ['db.ts']],
]);
const at = (name: string, file: string, line = 1, endLine = line) => ({ name, file, line, endLine, why: [] });
const all = [
  at('orders', 'routes/orders.ts', 3, 5),
  at('order', 'routes/orders.ts', 7, 9),
  at('users', 'routes/users.ts'),
  at('stock', 'admin/stock.ts'),
];
const ordersText = `import { db } from '../db.ts';

get('/orders', () => {
  list();
});

get('/order', function one() {
  find();
});

const find = () => 1;
`;

interface Case {
  files: string[];
  outside?: string[];
  lines?: ChangedLines[] | null;
  text?: string;
}

function affected({ files, outside = [], lines = null, text = ordersText }: Case): Promise<Affected<(typeof all)[0]>> {
  return affectedBy({ files, outside, prefix: 'apps/api/' }, all, all, imports, {
    textOf: async () => text,
    linesOf: async () => lines,
  });
}
const named = async (changes: Case) => (await affected(changes)).endpoints.map(({ name }) => name);

describe('an endpoint is affected by', () => {
  test.each([
    ['what its file imports', 'prices.ts', ['orders', 'order']],
    ['what several import', 'db.ts', ['orders', 'order', 'users', 'stock']],
    ['what mounts it', 'routes/index.ts', ['orders', 'order', 'users']],
    ['what is put before it', 'token.ts', ['orders', 'order', 'users', 'stock']],
    ['what is put before it, and not before others', 'admin/check.ts', ['stock']],
    ['the program that it runs in', 'server.ts', ['orders', 'order', 'users', 'stock']],
    ['no script beside it', 'scripts/clean.ts', []],
    ['no document', 'README.md', []],
  ])('%s', async (_, file, expected) => {
    expect(await named({ files: [file] })).toEqual(expected);
  });

  test('nothing that its imports lead to by importing the application back', async () => {
    const circular = new Map([
      ['app.py', ['orders.py', 'users.py']],
      ['orders.py', ['app.py']],
      ['users.py', ['app.py', 'mail.py']],
      ['mail.py', []],
    ]);
    const why = [{ text: 'flask application', file: 'app.py', line: 1 }];
    const endpoints = [at('orders', 'orders.py'), at('users', 'users.py')].map((one) => ({ ...one, why }));
    const read = { textOf: async () => '', linesOf: async () => null };
    const namesAffectedBy = async (file: string) => {
      const changes = { files: [file], outside: [], prefix: '' };
      const { endpoints: found } = await affectedBy(changes, endpoints, endpoints, circular, read);
      return found.map(({ name }) => name);
    };
    expect(await namesAffectedBy('mail.py')).toEqual(['users']);
    expect(await namesAffectedBy('app.py')).toEqual(['orders', 'users']);
  });
});

describe('a change in a file with several endpoints is', () => {
  const inOrders = (lines: ChangedLines[] | null, text?: string) =>
    named({ files: ['routes/orders.ts'], lines, ...(text ? { text } : {}) });

  test('that of the one whose handler it is in', async () => {
    expect(await inOrders([{ first: 4, last: 4 }])).toEqual(['orders']);
    expect(await inOrders([{ first: 8, last: 9 }])).toEqual(['order']);
  });
  test('that of all where it is beside the handlers, goes beyond one, or the file is new', async () => {
    expect(await inOrders([{ first: 11, last: 11 }])).toEqual(['orders', 'order']);
    expect(await inOrders([{ first: 4, last: 7 }])).toEqual(['orders', 'order']);
    expect(await inOrders(null)).toEqual(['orders', 'order']);
  });
  test('that of all where another part of the file names the handler', async () => {
    expect(await inOrders([{ first: 8, last: 8 }], ordersText.replace('list()', 'one()'))).toEqual(['orders', 'order']);
  });
  test('none where lines without anything in them came or went', async () => {
    expect(await inOrders([{ first: 6, last: 6 }])).toEqual([]);
    // With the blank line before it.
    expect(await inOrders([{ first: 6, last: 9 }])).toEqual(['order']);
  });
});

describe('all are affected by', () => {
  test.each([
    ...[
      'package.json',
      'package-lock.json',
      'uv.lock',
      'requirements-dev.txt',
      'go.sum',
      'tsconfig.json',
      '.env.local',
    ],
    ...['Dockerfile', 'compose.yaml', 'db/seed.sql', 'migrations/0012_drop_index.js', 'prisma/schema.prisma'],
    ...['.endpoint-profiler/config.json', 'settings.py', 'next.config.mjs', 'views/orders.ejs', 'config/default.yaml'],
  ])('%s', async (file) => {
    expect(await affected({ files: [file] })).toMatchObject({ endpoints: all, matterToAll: [file] });
  });

  test.each([
    ...[
      'README.md',
      'docs/api.yaml',
      'test/data.json',
      '.github/workflows/ci.yml',
      '.vscode/settings.json',
      'logo.png',
    ],
    ...['.endpoint-profiler/baselines/orders.GET.json', 'vitest.config.ts', 'biome.json', '.prettierrc.json'],
  ])('not by %s', async (file) => {
    expect(await affected({ files: [file] })).toMatchObject({ endpoints: [], matterToAll: [] });
  });

  test('what stands around the folder, and the database of the repository', async () => {
    const outside = ['package-lock.json', 'apps/web/package.json', 'apps/web/page.ts', 'database/migrations/3.ts'];
    const { matterToAll, unneeded } = await affected({ files: [], outside });
    expect(matterToAll).toEqual(['package-lock.json', 'database/migrations/3.ts']);
    expect(unneeded).toEqual(['apps/web/page.ts']);
  });
});

test('which changes made the difference, and which source files no endpoint was seen to need', async () => {
  expect(await affected({ files: ['prices.ts', 'README.md', 'scripts/clean.ts'] })).toMatchObject({
    sources: ['prices.ts'],
    unneeded: ['scripts/clean.ts'],
  });
});
