import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openConfig, parseConfig } from '../../../src/config/file.ts';
import { UserError } from '../../../src/model.ts';

const parse = (text: string, env = {}) => parseConfig(text, 'config.json', env);

describe('reading', () => {
  test('an empty object is a config with all defaults', () => {
    expect(parse('{}')).toEqual({ targets: { endpoints: {} }, requests: {}, loads: {} });
  });

  test('comments and trailing commas are allowed, as editors allow them', () => {
    expect(parse('{ // ours\n "targets": { "p95Ms": 200, }, }').targets.p95Ms).toBe(200);
  });

  test('a variable of the environment is put in, wherever the string stands', () => {
    const text = '{ "database": { "url": "postgres://app:${env:SECRET}@127.0.0.1/shop" } }';
    expect(parse(text, { SECRET: 'geheim' }).database?.url).toBe('postgres://app:geheim@127.0.0.1/shop');
  });

  test('a variable that is not set is named with its place', () => {
    const text = '{\n  "database": { "url": "postgres://${env:SECRET}@127.0.0.1/shop" }\n}';
    expect(() => parse(text)).toThrow('config.json:2:24: database.url: the environment variable SECRET is not set');
  });

  test('a text that is no JSON is refused with line and column', () => {
    expect(() => parse('{\n  "targets": {,}\n}')).toThrow(/^config\.json:2:15: not valid JSON/);
  });

  test('a value of the wrong kind is refused at its place', () => {
    expect(() => parse('{\n  "targets": {\n    "p95Ms": "fast" }\n}')).toThrow(/^config\.json:3:14: targets\.p95Ms: /);
  });

  test('an address that paths cannot be put behind is refused', () => {
    expect(() => parse('{ "server": { "url": "http://127.0.0.1:3000/?a=1" } }')).toThrow('server.url: ');
  });

  test('a key that nothing reads is refused, for it is mostly a slip', () => {
    expect(() => parse('{ "server": { "url": "http://127.0.0.1:1", "comand": "x" } }')).toThrow(/comand/);
  });
});

describe('editing', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'endpoint-profiler-config-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  test('the first value makes the file', async () => {
    const config = openConfig(root, {});
    await config.set(['server', 'url'], 'http://127.0.0.1:3000');
    expect((await config.load()).server?.url).toBe('http://127.0.0.1:3000');
  });

  test('a byte order mark, which some editors of Windows write, is passed over', async () => {
    const config = openConfig(root, {});
    await config.set(['targets'], { p95Ms: 200 });
    await writeFile(config.file, `\uFEFF${await readFile(config.file, 'utf8')}`);
    expect((await config.load()).targets).toMatchObject({ p95Ms: 200 });
  });

  test('what a person wrote stays, comments and secrets by name included', async () => {
    const config = openConfig(root, { SECRET: 'geheim' });
    await config.set(['targets'], {});
    const text = '{\n  // the reason\n  "database": { "url": "postgres://${env:SECRET}@127.0.0.1/shop" }\n}\n';
    await writeFile(config.file, text);
    await config.set(['requests', 'GET /users/{id}', 'path', 'id'], '42');
    const after = await readFile(config.file, 'utf8');
    expect(after).toContain('// the reason');
    expect(after).toContain('${env:SECRET}');
    expect(after).not.toContain('geheim');
    expect((await config.load()).requests['GET /users/{id}']?.path).toEqual({ id: '42' });
  });

  test('a value can be taken out again', async () => {
    const config = openConfig(root, {});
    await config.set(['server'], { url: 'http://127.0.0.1:3000', ready: '/health' });
    await config.set(['server', 'ready'], undefined);
    expect((await config.load()).server).toMatchObject({ url: 'http://127.0.0.1:3000' });
    expect((await config.load()).server).not.toHaveProperty('ready');
  });

  test('a broken file is not written to', async () => {
    const config = openConfig(root, {});
    await config.set(['targets'], {});
    await writeFile(config.file, '{ "server": ');
    await expect(config.set(['targets', 'p95Ms'], 1)).rejects.toThrow(UserError);
    expect(await readFile(config.file, 'utf8')).toBe('{ "server": ');
    expect(await readdir(join(root, '.endpoint-profiler'))).toEqual(['config.json']);
  });
});
