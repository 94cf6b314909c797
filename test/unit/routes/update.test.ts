import { extname } from 'node:path';
import { adapters } from 'virtual:frameworks';
import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { grammars, openProject, openWith, samples, suites } from './support.ts';

type Edit = (lines: string[], at: number) => string[];
const edits: Record<string, Edit> = {
  'an empty line': (lines, at) => lines.toSpliced(at, 0, ''),
  'a line less': (lines, at) => lines.toSpliced(at, 1),
  'a line twice': (lines, at) => lines.toSpliced(at, 0, lines[at]!),
  'two lines swapped': (lines, at) => lines.toSpliced(at, 2, ...lines.slice(at, at + 2).reverse()),
  'two lines joined': (lines, at) => lines.toSpliced(at, 2, lines.slice(at, at + 2).join(' ')),
  'another path': (lines, at) => lines.with(at, lines[at]!.replace(/\/\w+/, '/other')),
  'another name': (lines, at) => lines.with(at, lines[at]!.replace(/\w+/, 'other')),
  'a word in a handler': (lines, at) => lines.with(at, lines[at]!.replace(/\{/, '{ const x = req.query.x;')),
  'a route more': (lines, at) => lines.toSpliced(at, 0, "app.get('/typed', (req, res) => res.json(req.query.x));"),
  'an import more': (lines, at) => lines.toSpliced(0, 0, lines[at]!.replace(/.*(?=['"]\.)/, 'import * as more from ')),
  'a comment': (lines, at) => lines.with(at, lines[at]!.replace(/,/, ', /* , */')),
};

const anEdit = fc.record({ what: fc.constantFrom(...Object.keys(edits)), file: fc.nat(), at: fc.nat() });

/** What is kept of code that no longer parses is known only to who saw it before. */
async function parses(file: string, text: string): Promise<boolean> {
  const language = adapters.map((adapter) => adapter.language).find((one) => one.extensions.includes(extname(file)));
  if (!language) return true;
  const names = language.grammars(file);
  for (const name of names) await grammars.load(name);
  return grammars.parse(names, text, (root) => !root.hasError);
}

describe('typing gives what a new scan would', () => {
  test.prop([fc.constantFrom(...samples, ...suites), fc.array(anEdit, { minLength: 1, maxLength: 4 })], {
    numRuns: 300,
  })('after any edits', async (sample, changes) => {
    const texts = new Map(sample.files);
    const files = [...texts.keys()];
    const project = openProject(sample.root);
    await project.scan();
    const broken = new Set<string>();
    for (const { what, file, at } of changes) {
      const name = files[file % files.length]!;
      const lines = texts.get(name)!.split('\n');
      texts.set(name, edits[what]!(lines, at % lines.length).join('\n'));
      if (!(await parses(name, texts.get(name)!))) broken.add(name);
      const found = await project.update(name, texts.get(name)!);
      const fresh = await openWith(sample, texts).scan();
      if (broken.size === 0) expect(found).toEqual(fresh);
    }
  });
});
