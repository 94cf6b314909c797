import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Later, Unread } from '../../../../src/routes/language.ts';
import { javascript } from '../../../../src/routes/languages/javascript.ts';
import { functionBodies } from '../../../../src/routes/languages/javascript-bodies.ts';
import { grammars } from '../support.ts';

await Promise.all(['javascript', 'typescript', 'tsx'].map((name) => grammars.load(name)));

const cases = join(import.meta.dirname, '../../../routes');
const samples = readdirSync(cases, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /\.[cm]?[jt]sx?$/.test(file),
);
const filling = '/* long enough to be left out, whatever stands around it, and then some */';

function read(file: string, text: string, unread: Unread[]) {
  const names = javascript.grammars(file);
  const parse: Later['parse'] = (part, work) =>
    grammars.parse(names, text, work, { within: part, without: part.inner });
  return grammars.parse(names, text, (root) => javascript.read(file, text, root, { unread, parse }), {
    within: null,
    without: unread,
  });
}

/** The trees hold functions whose bodies are read when they are compared. */
function expectSameReading(file: string, text: string): void {
  const unread = functionBodies(text);
  expect(unread).not.toBeNull();
  expect(read(file, text, unread!)).toEqual(read(file, text, []));
}

const bodiesIn = (text: string): string[] => {
  const all = (found: Unread[]): Unread[] => found.flatMap((body) => [body, ...all(body.inner)]);
  return all(functionBodies(text) ?? []).map(({ start, end }) => text.slice(start.index, end.index));
};

it.each(samples.filter((file) => functionBodies(readFileSync(join(cases, file), 'utf8')) !== null))(
  'reads the same, sooner or later: %s',
  (file) => expectSameReading(file, readFileSync(join(cases, file), 'utf8')),
);

describe('finds the bodies of', () => {
  it.each([
    ['functions', `function f(a) {${filling}}`],
    ['functions in others', `function f() { const g = async () => {${filling} return { a: 1 }; }; ${filling}}`],
    [
      'methods with types',
      `class A<T> extends b(c) { async list(a: B): Promise<A | null> {${filling} return a / 2; } }`,
    ],
    ['getters and constructors', `class A { constructor(private a: B) {${filling}} get b() {${filling} return 1; } }`],
    ['functions with guarding types', `function f(a): a is B<C>['d'] {${filling}} f = (a): A[] | B => {${filling}}`],
    ['handlers with templates', `app.get(\`/a/\${b({ c: '}' })}\`, (d) => {${filling} return \`\${\`{\`}\`; });`],
    [
      'handlers with regular expressions',
      `app.get('/a', (d) => {${filling} return d.replace(/["'{/]/g, '') / 2 / 1; });`,
    ],
    [
      'handlers with comments',
      `app.get('/a', (d) => {\n// don't {\n/* " */${filling}\r\n return 1 });\r\napp.get('/b', e);`,
    ],
    [
      'components',
      `const A = () => {${filling} return <p a={b / 2} /* c */>Don't {d.map((e) => { return <br />; })}</p>; };`,
    ],
  ])('%s', (_, text) => {
    expectSameReading('a.tsx', text);
    expect(bodiesIn(text).length).toBeGreaterThan(0);
  });
});

describe('does not take for a body', () => {
  it.each([
    ['blocks', `if (a) {${filling} app.get('/a', b); } for await (const a of b) {${filling}} while (c) {${filling}}`],
    [
      'classes',
      `class A extends mixin(B, (c) => c) {${filling} a = 1; } const d = class extends e() {${filling} b = 2; };`,
    ],
    [
      'objects',
      `const a = cond ? f(x) : {${filling} b: 1 }; g(cond ? f(x) : y, {${filling} b: 1 }); const c = ({${filling} d: 1 });`,
    ],
    [
      'objects that are called like types',
      `const a = { interface: {${filling} b: 1 }, class: 'c' }; a.interface = f(interface, {${filling} b: 2 });`,
    ],
    ['switches', `switch (a) {${filling} case (1): {${filling} app.get('/a', b); } }`],
  ])('%s', (_, text) => {
    expectSameReading('a.ts', text);
    expect(bodiesIn(text)).toEqual([]);
  });
});

it.each(['function f() {', 'f(a', 'f(]', 'const a = `b', "app.get('/a', () => {});\n}"])(
  'gives up where brackets do not match: %s',
  (text) => expect(functionBodies(text)).toBeNull(),
);
