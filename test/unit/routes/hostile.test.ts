import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDescription } from '../../../src/routes/descriptions/openapi.ts';
import { describeWarning, folderWith, names, openProject, scanFiles } from './support.ts';

const withSettings = (...paths: string[]) =>
  `import express from 'express';\nconst app = express();\n${paths.map((path) => `app.get(\`${path}\`, h);\n`).join('')}`;

describe('settings from .env', () => {
  it('never show what is secret by its name or its look', async () => {
    const found = await scanFiles({
      '.env': [
        'BOT_TOKEN=abc',
        'DB_PWD=abc',
        'ADMIN_PIN=1234',
        'HOOK=k3Jd82hsLq0Zp41xV7',
        'HOOK_ID=123e4567-e89b-12d3-a456-426614174000',
        'API_PREFIX=/api/2024-05-01',
      ].join('\n'),
      'app.js': withSettings(
        ...['BOT_TOKEN', 'DB_PWD', 'ADMIN_PIN', 'HOOK', 'HOOK_ID', 'API_PREFIX'].map(
          (name) => `\${process.env.${name}}/x`,
        ),
      ),
    });
    expect(names(found)).toEqual(['GET /api/2024-05-01/x']);
    expect(JSON.stringify(found)).not.toMatch(/abc|1234|k3Jd|4266/);
  });

  it('are not read through a link out of the folder', async () => {
    using outside = folderWith({ secrets: 'PREFIX=/stolen\n', inside: '' });
    using folder = folderWith({
      'app.js': withSettings('${process.env.PREFIX}/x'),
      'shared/.env': 'PREFIX=/shared\n',
      'api/app.js': withSettings('${process.env.PREFIX}/x'),
    });
    symlinkSync(join(outside.root, 'secrets'), join(folder.root, '.env'));
    symlinkSync('../shared/.env', join(folder.root, 'api/.env'));
    expect(names(await openProject(folder.root).scan())).toEqual(['GET /shared/x']);
  });

  it.skipIf(process.platform === 'win32')('are not waited for where a pipe stands in their place', async () => {
    using folder = folderWith({ 'app.js': withSettings('${process.env.PREFIX}/x', '/y') });
    execFileSync('mkfifo', [join(folder.root, '.env')]);
    expect(names(await openProject(folder.root).scan())).toEqual(['GET /y']);
  });
});

describe('an OpenAPI document', () => {
  const document = (operation: string, more = '') => `openapi: 3.1.0\n${more}\npaths:\n  /x: { post: ${operation} }\n`;

  it('may name fields as objects do', () => {
    const body = '{ schema: { properties: { constructor: {}, __proto__: {}, toString: {} } }, example: {} }';
    const read = readDescription(document(`{ requestBody: { content: { application/json: ${body} } } }`));
    expect(structuredClone(read?.operations.get('POST /x'))).toEqual(
      ['constructor', '__proto__', 'toString'].map((name) => ({ name, in: 'body', required: false })),
    );
  });

  it('may not unfold without end', () => {
    const doubled = Array.from({ length: 40 }, (_, i) => `  a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`).join('\n');
    const anchors = `x:\n  a0: &a0 [1]\n${doubled}`;
    const parts = Array.from({ length: 10 }, () => `{ $ref: '#/components/schemas/All' }`).join(', ');
    const schemas = `components: { schemas: { All: { properties: { id: {} }, allOf: [${parts}] } } }`;
    const read = readDescription(
      document(
        `{ parameters: [{ name: q, in: query, example: *a40 }], requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/All' } } } } }`,
        `${anchors}\n${schemas}`,
      ),
    );
    expect(read?.operations.get('POST /x')).toEqual([
      { name: 'q', in: 'query', required: false },
      { name: 'id', in: 'body', required: false },
    ]);
  });

  it('may have addresses of nothing but braces', () => {
    const braces = '{'.repeat(300_000);
    expect(
      readDescription(`${document('{}', `servers: [{ url: '${braces}' }]`)}  '/${braces}': { get: {} }\n`),
    ).not.toBeNull();
  });
});

describe('scanned code', () => {
  it('may hold patterns and addresses that are none', async () => {
    const found = await scanFiles({
      'app.js': `import express from 'express';
import glob from 'glob';
import { fileURLToPath } from 'node:url';
const app = express();
glob.sync('[z-a]/*.js').forEach((file) => app.use(require(file)));
glob.sync('**a**a**a**a**a**a**a**a**a**a**b').forEach((file) => app.use(require(file)));
app.get(fileURLToPath('file:///%zz'), h);
app.get('/x', h);
`,
      [`${'a'.repeat(200)}.js`]: 'exports.x = 1;',
    });
    expect(names(found)).toEqual(['GET /x']);
  });

  it.each([
    ['lists', "let a = ['/a', '/b'];", 'a = [...a, ...a];', 'a.length > 3 && f(a);'],
    ['lists by concat', "let a = ['/a', '/b'];", 'a = a.concat(a, [a].flat());', ''],
    ['lists in lists', "let a = ['/a'];", 'a = [a, a];', 'app.use(a); app.get(a, h);'],
    ['texts', "let a = '/a';", 'a = `${a}${a}`;', 'app.get(a, h);'],
    ['texts by replacing', "let a = '/a';", "a = a.replaceAll('a', 'aa');", 'app.get(a, h);'],
    [
      'routers',
      'let r = Router(); r.get("/r", h);',
      '{ const s = Router(); s.use(r); s.use(r); r = s; }',
      'app.use(r);',
    ],
  ])('may double its %s', async (_, start, double, end) => {
    const found = await scanFiles({
      'app.js': `import express, { Router } from 'express';
const app = express();
${start}
${`${double}\n`.repeat(40)}
${end}
app.get('/last', h);
`,
    });
    expect(names(found)).toContain('GET /last');
    if (end === 'app.use(r);') expect(names(found)).toContain('GET /r');
    expect(found.warnings.filter(({ kind }) => kind === 'unparsable-code')).toEqual([]);
  });

  it('may mount all routers on each other', async () => {
    const all = Array.from({ length: 14 }, (_, i) => `r${i}`);
    const mounts = all.flatMap((a) => all.map((b) => (a === b ? '' : `${a}.use('/${b}', ${b});`)));
    const found = await scanFiles({
      'app.js': `import express, { Router } from 'express';
const app = express();
${all.map((name) => `const ${name} = Router();`).join('\n')}
${mounts.join('\n')}
r0.get('/x', h);
app.use(r1);
`,
    });
    expect(found.warnings.map(describeWarning)).toEqual(['unresolved-prefix app.js:3']);
  });

  it('may inherit from all classes in two ways', async () => {
    const classes = Array.from({ length: 40 }, (_, i) =>
      i === 0
        ? 'class A0: pass\nclass B0: pass'
        : `class A${i}(A${i - 1}, B${i - 1}): pass\nclass B${i}(B${i - 1}, A${i - 1}): pass`,
    );
    const found = await scanFiles({
      'app.py': `from flask import Flask\napp = Flask(__name__)\n${classes.join('\n')}\nx = A39.missing\ny = A39()\ny.missing\n\n@app.get('/x')\ndef x(): pass\n`,
    });
    expect(names(found)).toEqual(['GET /x']);
  });
});

it('names the function or the call that is too much to follow', async () => {
  const loops = 'for (const a of n) for (const b of n) for (const c of n) for (const d of n) app.set(a, b);';
  const numbers = `const n = [${Array.from({ length: 40 }, (_, i) => i).join(', ')}];`;
  const found = await scanFiles({
    'app.js': `import express from 'express';
const app = express();
${numbers}
function never() { ${loops} app.get('/never', h); }
export const called = () => { ${loops} };
app.get('/x', h);
called();
`,
  });
  expect(names(found)).toEqual(['GET /x']);
  expect(found.warnings.map(describeWarning)).toEqual(['unparsable-code app.js:4', 'unparsable-code app.js:7']);
});
