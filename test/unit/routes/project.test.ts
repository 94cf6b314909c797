import { readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
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
    const scan = openProject(folder.root).scan({
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
