import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { describeWarning, names, scanFiles } from '../support.ts';

const routes = join(import.meta.dirname, '../../../routes');
const samples = ['fastapi', 'flask', 'flask-appbuilder'].flatMap((framework) =>
  readdirSync(join(routes, framework), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.py'))
    .map((file) => readFileSync(join(routes, framework, file), 'utf8')),
);
const whole = `from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get("/whole")\ndef whole(): ...\n`;

const app = (code: string) => ({ 'main.py': `from fastapi import FastAPI\n\napp = FastAPI()\n${code}\n` });
const paths = async (files: Record<string, string>) => names(await scanFiles(files)).map((name) => name.split(' ')[1]);

describe('a scan of Python survives', () => {
  test.prop([fc.constantFrom(...samples), fc.nat()], { numRuns: 60 })('a file cut anywhere', async (sample, cut) => {
    const bytes = Buffer.from(sample);
    const found = await scanFiles({ 'a.py': bytes.subarray(0, cut % (bytes.length + 1)), 'whole.py': whole });
    expect(names(found)).toContain('GET /whole');
  });

  test.prop([fc.constantFrom(...samples), fc.nat()], { numRuns: 60 })('a missing line', async (sample, line) => {
    const lines = sample.split('\n');
    lines.splice(line % lines.length, 1);
    const { endpoints } = await scanFiles({ 'a.py': lines.join('\n'), 'whole.py': whole });
    expect(endpoints.map(({ path }) => path)).toContain('/whole');
    for (const { file, line, endLine } of endpoints) {
      expect(endLine).toBeGreaterThanOrEqual(line);
      if (file === 'a.py') expect(lines[line - 1]).toMatch(/\S/);
    }
  });

  test.prop([fc.constantFrom(...samples), fc.nat(), fc.uint8Array({ maxLength: 40 })], { numRuns: 60 })(
    'bytes thrown into a file',
    async (sample, at, junk) => {
      const bytes = Buffer.from(sample);
      const cut = at % (bytes.length + 1);
      const file = Buffer.concat([bytes.subarray(0, cut), junk, bytes.subarray(cut)]);
      expect(names(await scanFiles({ 'a.py': file, 'whole.py': whole }))).toContain('GET /whole');
    },
  );

  it('modules, classes and functions that refer to themselves', async () => {
    const found = await scanFiles({
      'pkg/__init__.py': `from . import a\nfrom .a import *\nfrom pkg import pkg\nimport pkg.pkg.pkg\n`,
      'pkg/a.py': `from . import *\nfrom .a import x\nfrom fastapi import FastAPI
class C(C): pass
class D(E): pass
class E(D):
    def __init__(self): super().__init__(); E.__init__(self); D()
E()
x = [x for x in x]
x += x
x.append(x)
def f(g=lambda: f()): return g(g)
f(f)
app = FastAPI()
app.include_router(x)
@app.get("/last")
@f
def last(): return last()
`,
    });
    expect(names(found)).toEqual(['GET /last']);
    // Classes that extend each other are followed until the stack ends, and no further.
    expect(found.warnings.map(describeWarning)).toEqual(['unparsable-code pkg/a.py:4']);
  });
});

describe('strings', () => {
  it.each([
    ['"/a" "/b" \'/c\'', '/a/b/c'],
    ['r"/a\\d"', '/a\\d'],
    ['"/caf\\u00e9\\x21"', '/café!'],
    ['"""/long"""', '/long'],
    ['f"/{1}{\'x\'!s:>3}"', '/1x'],
    ['"/{}-{}".format("a", "b")', '/a-b'],
    ['"/%(x)s" % {"x": "y"}', '/y'],
    ['"/A/".lower().rstrip("/")', '/a'],
    ['"/" + "-".join(str(x) for x in ["a", "b"])', '/a-b'],
    ['"/a" if flag else "/a"', '/a'],
    ['None or "/b"', '/b'],
  ])('%s', async (written, path) => {
    expect(await paths(app(`@app.get(${written})\ndef answer(): ...`))).toEqual([path]);
  });
});

describe('imports', () => {
  const router = (path: string) =>
    `from fastapi import APIRouter\n\nrouter = APIRouter()\n\n\n@router.get("${path}")\ndef answer(): ...\n`;
  const main = (imports: string, name = 'router') => app(`${imports}\napp.include_router(${name})`)['main.py']!;

  it.each([
    ['from users import router', 'router', 'users.py'],
    ['import users', 'users.router', 'users.py'],
    ['import api.users', 'api.users.router', 'api/users.py'],
    ['import api.users as u', 'u.router', 'api/users.py'],
    ['from api import users', 'users.router', 'api/users.py'],
    ['from server.api.users import router', 'router', 'server/api/users.py'],
    ['from packed.users import router', 'router', 'src/packed/users.py'],
    ['from api.users import (\n    router as r,  # renamed\n)', 'r', 'api/users.py'],
    ['import importlib\nusers = importlib.import_module(".users", package="api")', 'users.router', 'users.py'],
  ])('%s', async (imports, name, file) => {
    const packages = { 'api/__init__.py': '"""The API."""', 'server/__init__.py': '', 'src/packed/__init__.py': '' };
    expect(await paths({ ...packages, [file]: router('/found'), 'main.py': main(imports, name) })).toEqual(['/found']);
  });

  it('takes a package from its folders even without an __init__.py', async () => {
    const files = { 'api/users.py': router('/found'), 'main.py': main('from api import users', 'users.router') };
    expect((await scanFiles(files)).warnings).toEqual([]);
  });

  it('goes up from a module to the packages around it', async () => {
    const files = {
      'shop/__init__.py': '',
      'shop/shared.py': router('/shared'),
      'shop/api/__init__.py': '',
      'shop/api/main.py': main('from ..shared import router'),
    };
    expect((await scanFiles(files)).warnings).toEqual([]);
  });
});
