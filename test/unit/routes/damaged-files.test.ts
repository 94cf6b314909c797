import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import type { Endpoint } from '../../../src/model.ts';
import { openProject, openWith, samples, scanFiles } from './support.ts';

type Damage = (text: string, at: number, junk: string) => string;

const linesOf = (text: string) => text.split('\n');

const cut: Damage = (text, at) => text.slice(0, at % (text.length + 1));

const withoutLine: Damage = (text, at) => {
  const lines = linesOf(text);
  return lines.toSpliced(at % lines.length, 1).join('\n');
};

const withJunk: Damage = (text, at, junk) => {
  const index = at % (text.length + 1);
  return text.slice(0, index) + junk + text.slice(index);
};

describe('a damaged file never crashes or hangs a scan, nor moves a route to another line', () => {
  test.prop(
    [
      fc.constantFrom(...samples),
      fc.constantFrom(cut, withoutLine, withJunk),
      fc.nat(),
      fc.nat(),
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 30 }),
        fc.constantFrom('{', '}', '(', '"', "'", '`', '/*', '\n\n'),
      ),
    ],
    { numRuns: 400 },
  )('%s', async (sample, damage, which, at, junk) => {
    const file = [...sample.files.keys()][which % sample.files.size]!;
    const text = damage(sample.files.get(file)!, at, junk);
    const startedMs = performance.now();
    const found = await openWith(sample, new Map([[file, text]])).scan();
    expect(performance.now() - startedMs).toBeLessThan(10_000);
    const lines = linesOf(text.replace(/\r\n?/g, '\n'));
    for (const endpoint of found.endpoints.filter((one) => one.file === file)) {
      expect(endpoint.endLine).toBeGreaterThanOrEqual(endpoint.line);
      expect(endpoint.endLine).toBeLessThanOrEqual(lines.length);
      // Those that are found by the place of their file stand in line 1, whatever is there.
      if (endpoint.line !== 1) expect(lines[endpoint.line - 1]).toMatch(/\w/);
    }
  });
});

describe('a route stays on the line that declares it', () => {
  test.prop([fc.constantFrom(...samples), fc.nat(), fc.nat(), fc.integer({ min: 1, max: 3 })], { numRuns: 200 })(
    'when there are empty lines before it',
    async (sample, which, at, count) => {
      const file = [...sample.files.keys()][which % sample.files.size]!;
      const lines = linesOf(sample.files.get(file)!);
      const index = at % lines.length;
      const text = lines.toSpliced(index, 0, ...Array<string>(count).fill('')).join('\n');
      const place = (one: Endpoint, moved: number) =>
        `${one.method} ${one.path} ${one.file}:${one.file === file && one.line > index && one.line > 1 ? one.line + moved : one.line}`;
      const before = (await openProject(sample.root).scan()).endpoints;
      const after = (await openWith(sample, new Map([[file, text]])).scan()).endpoints;
      const lineOne = before.filter((one) => one.file === file && one.line === 1).length > 0;
      if (lineOne && index === 0) return;
      expect(after.map((one) => place(one, 0))).toEqual(before.map((one) => place(one, count)));
    },
  );
});

it('a function that is not finished ends where the file does', async () => {
  const text =
    "import express from 'express';\nconst app = express();\napp.get('/users', (req, res) => {\n  const list = () => {\n    res.json([]);\n  };\n";
  for (let end = text.indexOf('app.get') + 20; end <= text.length; end++) {
    const { endpoints } = await scanFiles({ 'app.ts': text.slice(0, end) });
    for (const { endLine } of endpoints) expect(endLine).toBeLessThanOrEqual(text.slice(0, end).split('\n').length);
  }
});
