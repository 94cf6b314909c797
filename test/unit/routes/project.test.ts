import { readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Endpoint } from '../../../src/model.ts';
import { folderWith, names, openProject, scanFiles } from './support.ts';

const router = (path: string) =>
  `import { Router } from 'express';\nexport const router = Router();\nrouter.get('${path}', (req, res) => res.end());\n`;
const app = `import express from 'express';
import { router } from './router.js';
express().use('/api', router);
`;

describe('which files are scanned', () => {
  it('leaves out what .gitignore files name, nested ones too', async () => {
    const route = "require('express')().get('/' + __filename, h)";
    const found = await scanFiles({
      '.gitignore': 'generated/\n*.local.js\n!kept.local.js\n',
      'generated/a.js': route.replace('__filename', "'generated'"),
      'a.local.js': route.replace('__filename', "'local'"),
      'kept.local.js': route.replace('__filename', "'kept'"),
      'packages/one/.gitignore': '/only-here.js\n!own.local.js\n',
      'packages/one/only-here.js': route.replace('__filename', "'one'"),
      'packages/one/own.local.js': route.replace('__filename', "'own'"),
      'packages/two/only-here.js': route.replace('__filename', "'two'"),
    });
    expect(names(found)).toEqual(['GET /kept', 'GET /own', 'GET /two']);
  });

  it('leaves out dependencies, build output and tests', async () => {
    const places = ['node_modules/x', 'dist', 'build', '.cache', 'test', '__tests__', 'src/__mocks__'];
    const files = Object.fromEntries(places.map((place) => [`${place}/a.js`, "require('express')().get('/no', h)"]));
    const named = {
      'src/a.test.ts': files['dist/a.js']!,
      'src/a.spec.js': files['dist/a.js']!,
      'a.min.js': files['dist/a.js']!,
    };
    expect(
      names(await scanFiles({ ...files, ...named, 'src/testing.js': "require('express')().get('/yes', h)" })),
    ).toEqual(['GET /yes']);
  });
});

describe('which files are scanned on demand', () => {
  const at = (path: string) => `require('express')().get('${path}', h)`;

  it('tests, and nothing that globs leave out', async () => {
    using folder = folderWith({
      'a.js': at('/a'),
      'test/b.js': at('/b'),
      'c.spec.js': at('/c'),
      'old/d.js': at('/d'),
      'gen/e.gen.js': at('/e'),
      'gen/f.gen.ts': at('/f'),
    });
    const project = openProject(folder.root);
    const scope = { includeTests: true, exclude: ['**/old', 'gen/*.gen.{js,mjs}'] };
    expect(names(await project.scan({ scope }))).toEqual(['GET /a', 'GET /b', 'GET /c', 'GET /f']);
    expect(names(await project.scan({ scope: { includeTests: false, exclude: [] } }))).toEqual([
      'GET /a',
      'GET /d',
      'GET /e',
      'GET /f',
    ]);
  });

  it('what the repository around the folder ignores, unless that is the folder itself', async () => {
    using folder = folderWith({
      '.git/HEAD': '',
      '.gitignore': '/apps/api/generated/\n/examples/\n',
      'apps/.gitignore': '*.local.js\n',
      'apps/api/a.js': at('/a'),
      'apps/api/b.local.js': at('/b'),
      'apps/api/generated/c.js': at('/c'),
      'examples/d.js': at('/d'),
    });
    expect(names(await openProject(join(folder.root, 'apps/api')).scan())).toEqual(['GET /a']);
    expect(names(await openProject(join(folder.root, 'examples')).scan())).toEqual(['GET /d']);
  });

  it('repositories in the folder by their own rules, but no second worktree of one', async () => {
    using folder = folderWith({
      '.gitignore': 'ignored.js\n',
      'one/.git/HEAD': '',
      'one/ignored.js': at('/one'),
      'module/.git': 'gitdir: ../.git/modules/module\n',
      'module/a.js': at('/module'),
      'tree/.git': 'gitdir: /elsewhere/.git/worktrees/tree\n',
      'tree/a.js': at('/tree'),
    });
    expect(names(await openProject(folder.root).scan())).toEqual(['GET /module', 'GET /one']);
  });
});

it('a folder that is not there is an error, not an empty project', async () => {
  await expect(openProject('/no/such/folder').scan()).rejects.toThrow('ENOENT');
});

describe('a change in the editor', () => {
  it('is linked with the rest before it is saved, and undone when it is dropped', async () => {
    using folder = folderWith({ 'app.js': app, 'router.ts': router('/saved') });
    const project = openProject(folder.root);
    expect(names(await project.scan())).toEqual(['GET /api/saved']);
    expect(names(await project.update('router.ts', router('/typed')))).toEqual(['GET /api/typed']);
    expect(names(await project.update('app.js', app.replace('/api', '/v2')))).toEqual(['GET /v2/typed']);
    expect(names(await project.scan())).toEqual(['GET /v2/typed']);
    await project.update('app.js', null);
    expect(names(await project.update('router.ts', null))).toEqual(['GET /api/saved']);
  });

  it('may add and remove files', async () => {
    using folder = folderWith({ 'app.js': app, '.gitignore': 'ignored.js' });
    const project = openProject(folder.root);
    expect(names(await project.scan())).toEqual([]);
    folder.write('router.js', router('/new'));
    expect(names(await project.update('router.js', null))).toEqual(['GET /api/new']);
    rmSync(join(folder.root, 'router.js'));
    expect(names(await project.update('router.js', null))).toEqual([]);
    folder.write('ignored.js', "require('express')().get('/ignored', h)");
    expect(names(await project.update('ignored.js', "require('express')().get('/ignored', h)"))).toEqual([]);
  });

  it('scans first when nothing was scanned yet', async () => {
    using folder = folderWith({ 'app.js': app, 'router.js': router('/saved') });
    expect(names(await openProject(folder.root).update('router.js', router('/typed')))).toEqual(['GET /api/typed']);
  });
});

describe('code that an edit broke', () => {
  const lines = [
    "import express from 'express';",
    'const app = express();',
    "app.get('/one', (req, res) => {",
    '  res.end();',
    '});',
    "app.get('/two', (req, res) => res.end());",
    "app.get('/three', (req, res) => res.end());",
  ];
  const places = ({ endpoints }: { endpoints: Endpoint[] }) => endpoints.map(({ path, line }) => `${path} ${line}`);
  const whole = ['/one 3', '/three 7', '/two 6'];

  it.each<[string, string[], string[]]>([
    ['an unfinished line', lines.toSpliced(5, 0, "app.get('/half, (q, r) => {"), ['/one 3', '/three 8', '/two 7']],
    ['a bracket too many', lines.toSpliced(4, 0, '}}}'), ['/one 3', '/three 8', '/two 7']],
    ['a route that is being changed', lines.with(5, "app.get('/two', (req, res) => {"), whole],
    ['routes that are taken out', lines.toSpliced(5, 2, '}}}'), ['/one 3']],
  ])('keeps the routes around %s', async (_, broken, expected) => {
    using folder = folderWith({ 'app.js': lines.join('\n') });
    const project = openProject(folder.root);
    await project.scan();
    expect(places(await project.update('app.js', broken.join('\n')))).toEqual(expected);
    expect(places(await project.scan())).toEqual(expected);
    expect(places(await project.update('app.js', lines.join('\n')))).toEqual(whole);
    expect(places(await project.update('app.js', lines.toSpliced(5, 1).join('\n')))).toEqual(['/one 3', '/three 6']);
  });
});

describe('a scan of what was scanned before', () => {
  it('gives the same result, and knows of changed texts and configurations', async () => {
    using folder = folderWith({
      'tsconfig.json': '{"compilerOptions":{"paths":{"@/*":["./one/*"]}}}',
      'app.ts': app.replace('./router.js', '@/router'),
      'one/router.ts': router('/one'),
      'two/router.ts': router('/two'),
    });
    const project = openProject(folder.root);
    const first = await project.scan();
    expect(names(first)).toEqual(['GET /api/one', 'GET /two']);
    expect((await project.scan()).endpoints).toEqual(first.endpoints);
    folder.write('tsconfig.json', '{"compilerOptions":{"paths":{"@/*":["./two/*"]}} }');
    expect(names(await project.scan())).toEqual(['GET /api/two', 'GET /one']);
    const texts = new Map([['two/router.ts', router('/typed')]]);
    expect(names(await project.scan({ texts }))).toEqual(['GET /api/typed', 'GET /one']);
    expect(names(await project.scan({ texts: new Map([['two/router.ts', null]]) }))).toEqual([
      'GET /api/two',
      'GET /one',
    ]);
  });

  it('follows no code once it was cancelled', async () => {
    const many = Array.from({ length: 500 }, (_, i) => `app.get('/r${i}', h);`).join('\n');
    using folder = folderWith({ 'app.js': `const app = require('express')();\n${many}` });
    let asked = 0;
    const project = openProject(folder.root);
    await expect(project.scan({ isCancelled: () => ++asked > 0 })).rejects.toThrow('cancelled');
    expect(asked).toBeLessThan(10);
    expect((await project.scan()).endpoints).toHaveLength(500);
  });
});

describe('reading', () => {
  it('happens again only for what changed', async () => {
    using folder = folderWith({ 'app.js': app, 'router.js': router('/first'), 'other.js': 'export const x = 1;' });
    const read: string[] = [];
    const project = openProject(folder.root, (path) => {
      read.push(basename(path));
      return readFileSync(path, 'utf8');
    });
    await project.scan();
    expect(read.splice(0).sort()).toEqual(['app.js', 'other.js', 'router.js']);
    folder.write('router.js', router('/second, longer'));
    expect(names(await project.scan())).toEqual(['GET /api/second, longer']);
    expect(read).toEqual(['router.js']);
  });

  it('ends when the signal is aborted', async () => {
    const files = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`r${i}.js`, router(`/r${i}`)]));
    using folder = folderWith(files);
    const controller = new AbortController();
    const seen: number[] = [];
    const readSlowly = (path: string) => {
      for (const startedMs = performance.now(); performance.now() - startedMs < 1; );
      return readFileSync(path, 'utf8');
    };
    const scan = openProject(folder.root, readSlowly).scan({
      signal: controller.signal,
      onProgress: ({ done }) => {
        seen.push(done);
        controller.abort(new Error('enough'));
      },
    });
    await expect(scan).rejects.toThrow('enough');
    expect(seen).toHaveLength(1);
    expect(seen[0]).toBeLessThan(300);
  });
});
