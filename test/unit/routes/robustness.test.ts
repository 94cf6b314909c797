import { readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { describeWarning, folderWith, names, openProject, scanFiles } from './support.ts';

const cases = join(import.meta.dirname, '../../routes/express');
const samples = readdirSync(cases, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.[cm]?[jt]sx?$/.test(file))
  .map((file) => readFileSync(join(cases, file), 'utf8'));
/** Each file of a project whose routes are files. */
const fileRoutes = ['next/exports', 'next/config', 'sveltekit/exports', 'nitro/nuxt', 'remix/route-config'].flatMap(
  (name) => {
    const folder = join(cases, '../', name);
    const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /\.\w*[jt]s\w*$/.test(file),
    );
    const files = Object.fromEntries(paths.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
    return paths.map((file) => ({ folder, files, file }));
  },
);
const route = (path: string) => `import express from 'express';\nexpress().get('${path}', (req, res) => res.end());\n`;

describe('a scan survives', () => {
  test.prop([fc.constantFrom(...samples), fc.nat(), fc.constantFrom('a.ts', 'a.js', 'a.tsx')], { numRuns: 150 })(
    'a file cut anywhere',
    async (sample, cut, file) => {
      const bytes = Buffer.from(sample);
      const found = await scanFiles({ [file]: bytes.subarray(0, cut % bytes.length), 'whole.js': route('/whole') });
      expect(names(found)).toContain('GET /whole');
    },
  );

  test.prop([fc.constantFrom(...samples), fc.nat(), fc.uint8Array({ maxLength: 40 })], { numRuns: 100 })(
    'bytes thrown into a file',
    async (sample, at, junk) => {
      const bytes = Buffer.from(sample);
      const cut = at % bytes.length;
      const file = Buffer.concat([bytes.subarray(0, cut), junk, bytes.subarray(cut)]);
      expect(names(await scanFiles({ 'a.ts': file, 'whole.js': route('/whole') }))).toContain('GET /whole');
    },
  );

  test.prop([fc.constantFrom(...fileRoutes), fc.nat()], { numRuns: 60 })(
    'a route file or a configuration file cut anywhere',
    async ({ folder, files, file }, cut) => {
      const text = files[file]!;
      const broken = await scanFiles({ ...files, [file]: text.slice(0, cut % text.length) });
      // Without all of its configuration, or of what tells a page from a resource, a path may rightly be another.
      if (/\.config\.|routes\.ts$|home|shell|json$/.test(file)) return;
      const paths = new Set((await openProject(folder).scan()).endpoints.map(({ path }) => path));
      expect(broken.endpoints.filter(({ path }) => !paths.has(path))).toEqual([]);
    },
  );

  it('code nested deeper than the stack', async () => {
    const deep = `import express from 'express';\nconst x = ${'['.repeat(30_000)}${']'.repeat(30_000)};\n`;
    const found = await scanFiles({
      'deep.js': deep.replaceAll('[[[[[[[[[[', '[[[[[[[[[[\n'),
      'whole.js': route('/whole'),
    });
    expect(names(found)).toEqual(['GET /whole']);
    const message = 'The code is nested too deeply to read. Routes in this file are not found.';
    expect(found.warnings).toEqual([{ kind: 'unparsable-code', file: 'deep.js', line: 1, message }]);
  });

  it('edits around code that is nested too deeply to compare', async () => {
    using folder = folderWith({});
    const text = `${route('/a')}x${'.y()'.repeat(1000)};\n`;
    folder.write('deep.js', text);
    const project = openProject(folder.root);
    expect(names(await project.scan())).toEqual(['GET /a']);
    expect(names(await project.update('deep.js', `\n${text}`))).toEqual(['GET /a']);
  });

  it('functions, classes, getters and constants that refer to themselves', async () => {
    const found = await scanFiles({
      'a.js': `import express, { Router } from 'express';
        const app = express();
        const a = () => b(), b = () => { app.get('/b', h); return a(); };
        a();
        class C { constructor() { this.c = new C(); } get self() { return this.self; } }
        new C().self;
        var x = x || y, y = x + '/y';
        app.get(x, h);
        const list = []; list.push(list); app.use(list); app.get(list, h);
        function many(f) { f(f); f(f); many(many); many(many); }
        many(many);
        app.get('/last', h);`,
    });
    expect(names(found)).toEqual(['GET /b', 'GET /last']);
    expect(found.warnings.map(describeWarning)).toEqual(['unresolved-path a.js:8']);
  });

  it('modules that re-export each other', async () => {
    const found = await scanFiles({
      'a.js': "export * from './b.js'; export { default } from './b.js';",
      'b.js': "export * from './a.js'; export { default } from './a.js';",
      'app.js': `${route('/whole')} import x, { missing } from './a.js'; const app = express(); app.use(x); app.get(missing, x);`,
    });
    expect(names(found)).toEqual(['GET /whole']);
    expect(found.warnings.map(describeWarning)).toEqual(['unresolved-path app.js:3']);
  });

  it('a file that cannot be read', async () => {
    using folder = folderWith({ 'a.js': route('/a'), 'locked.js': route('/locked') });
    const project = openProject(folder.root, (path) => {
      if (path.endsWith('locked.js')) throw new Error('EACCES: permission denied');
      return readFileSync(path, 'utf8');
    });
    const found = await project.scan();
    expect(names(found)).toEqual(['GET /a']);
    expect(found.warnings).toEqual([
      { kind: 'unreadable-file', file: 'locked.js', message: 'EACCES: permission denied' },
    ]);
  });

  it('texts and folders of other systems', async () => {
    using folder = folderWith({
      'bom.js': `\ufeff${route('/bom')}`,
      'crlf.js': route('/crlf').replaceAll('\n', '\r\n'),
      'inside/a.js': route('/inside'),
      'latin1.js': Buffer.from(`// caf\u00e9\n${route('/latin1/\u00e9')}`, 'latin1'),
      'mac.js': route('/mac').replaceAll('\n', '\r'),
      'utf16.js': Buffer.from(`\ufeff${route('/utf16')}`, 'utf16le'),
      'utf16-be.js': Buffer.from(`\ufeff${route('/utf16-be')}`, 'utf16le').swap16(),
    });
    symlinkSync('..', join(folder.root, 'inside/loop'), 'junction');
    symlinkSync('nowhere', join(folder.root, 'dangling'), 'junction');
    const found = await openProject(folder.root).scan();
    expect(found.endpoints.map(({ path, line }) => `${path} ${line}`)).toEqual([
      '/bom 2',
      '/crlf 2',
      '/inside 2',
      '/latin1/\u00e9 3',
      '/mac 2',
      '/utf16 2',
      '/utf16-be 2',
    ]);
    expect(found.warnings).toEqual([]);
  });

  it('files too large or too dense to be written by hand, which it names if they may have routes', async () => {
    const dense = 'function a(b){return b*2};'.repeat(400_000);
    const found = await scanFiles({
      'large.js': route('/large') + '// padding\n'.repeat(200_000),
      'bundle.js': `${route('/bundle')}${dense}`,
      'library.js': dense.replaceAll('*', '+'),
      'long.js': route('/long') + 'x();\n'.repeat(20_000),
    });
    expect(names(found)).toEqual(['GET /long']);
    expect(
      found.warnings.map((warning) => `${describeWarning(warning)} ${'message' in warning && warning.message}`),
    ).toEqual([
      'unparsable-code bundle.js:1 The file is too long to be read. Routes in this file are not found.',
      'unparsable-code large.js:1 The file is too long to be read. Routes in this file are not found.',
    ]);
  });

  it('code around one long text, such as a picture', async () => {
    const picture = `data:image/png;base64,${'iVBORw0KGgo'.repeat(10_000)}`;
    const found = await scanFiles({
      'single.js': `const logo = '${picture}';\n${route('/single')}`,
      'double.js': `const logo = "${picture}";\n${route('/double')}`,
    });
    expect(names(found)).toEqual(['GET /double', 'GET /single']);
    expect(found.warnings).toEqual([]);
  });

  it("20,000 files, a folder that goes by a source file's name and a file that is gone before it is read", async () => {
    const files = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, i) => [`f${i % 100}/m${i}.js`, 'exports.x = 1;']),
    );
    using folder = folderWith({
      ...files,
      'app.js': route('/app'),
      'gone.js': route('/gone'),
      'folder.js/a.js': route('/a'),
    });
    const project = openProject(folder.root, (path) => {
      if (path.endsWith('gone.js')) throw new Error('ENOENT: no such file or directory');
      return readFileSync(path, 'utf8');
    });
    const found = await project.scan();
    expect(names(found)).toEqual(['GET /a', 'GET /app']);
    expect(found.warnings.map(describeWarning)).toEqual(['unreadable-file gone.js']);
  });
});
