import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { outline } from '../../../../src/routes/languages/go-modules.ts';
import { folderWith, names, openProject, scanFiles } from '../support.ts';

const cases = join(import.meta.dirname, '../../../routes');
/** Each Go file of the samples, with its line of every route. */
const samples = ['net-http/patterns', 'gin/groups', 'echo/groups', 'chi/nested', 'fiber/apps', 'gorilla-mux/builders']
  .map((name) => join(cases, name))
  .flatMap((folder) => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(go|mod)$/.test(file));
    const texts = Object.fromEntries(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
    return files.filter((file) => file.endsWith('.go')).map((file) => ({ texts, file }));
  });
const whole = 'package whole\n\nimport "net/http"\n\nfunc init() { http.HandleFunc("GET /whole", nil) }\n';

describe('a scan of Go survives', () => {
  test.prop([fc.constantFrom(...samples), fc.nat(), fc.uint8Array({ maxLength: 20 }), fc.boolean()], { numRuns: 120 })(
    'a file cut anywhere, or with junk in it',
    async ({ texts, file }, at, junk, cuts) => {
      const bytes = Buffer.from(texts[file]!);
      const cut = at % bytes.length;
      const broken = Buffer.concat([bytes.subarray(0, cut), ...(cuts ? [] : [junk, bytes.subarray(cut)])]);
      const found = await scanFiles({ ...texts, [file]: broken, 'whole/whole.go': whole });
      expect(names(found)).toContain('GET /whole');
    },
  );

  test.prop([fc.constantFrom(...samples), fc.nat()], { numRuns: 60 })(
    'a line left out, and puts no route on a line that says nothing of one',
    async ({ texts, file }, at) => {
      const lines = texts[file]!.split('\n');
      lines.splice(at % lines.length, 1);
      const found = await scanFiles({ ...texts, [file]: lines.join('\n') });
      for (const endpoint of found.endpoints)
        if (endpoint.file === file) expect(lines[endpoint.line - 1]).toMatch(/\w\(|Method|Handler/);
    },
  );
});

it('follows edits of a file that others of its package use', async () => {
  using folder = folderWith({
    'go.mod': 'module example.com/edited\n',
    'main.go': 'package main\n\nimport "net/http"\n\nfunc main() { http.HandleFunc("GET "+path, nil) }\n',
    'paths.go': 'package main\n\nconst path = "/before"\n',
  });
  const project = openProject(folder.root);
  expect(names(await project.scan())).toEqual(['GET /before']);
  expect(names(await project.update('paths.go', 'package main\n\nconst path = "/after"\n'))).toEqual(['GET /after']);
});

it('outlines what a file declares', () => {
  const text = `// Package shop sells.
package shop

const single = 1

var a, b = 1, 2

const (
	First  = "x" // says First
	Second string = "y"
	third, fourth = 1, 2
	iota1
)

type (
	Named struct{}
)

type List []string

func New() *Named { return nil }

func (n *Named) Method() {}

func (List) Other(
	x int,
) {
}

func Generic[T any](t T) T { return t }
`;
  expect(outline(text)).toEqual({
    package: 'shop',
    names: [
      ...['single', 'a', 'b', 'List', 'New', 'Named.Method', 'List.Other', 'Generic'],
      ...['First', 'Second', 'third', 'fourth', 'iota1', 'Named'],
    ],
  });
});

it('links the packages of a folder that is scanned for itself, whose module begins above it', async () => {
  using folder = folderWith({
    'go.mod': 'module example.com/above\n',
    'server/main.go':
      'package main\n\nimport (\n\t"net/http"\n\n\t"example.com/above/server/paths"\n)\n\nfunc main() { http.HandleFunc("GET "+paths.Users, nil) }\n',
    'server/paths/paths.go': 'package paths\n\nconst Users = "/users"\n',
  });
  expect(names(await openProject(join(folder.root, 'server')).scan())).toEqual(['GET /users']);
});
