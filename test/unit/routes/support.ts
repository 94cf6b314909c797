import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { adapters } from 'virtual:frameworks';
import type { Endpoint, ScanResult } from '../../../src/model.ts';
import { openGrammars } from '../../../src/routes/languages/tree-sitter.ts';
import { Project } from '../../../src/routes/scan/project.ts';

const require = createRequire(import.meta.url);

export const grammars = await openGrammars(dirname(require.resolve('@vscode/tree-sitter-wasm')));

export const openProject = (root: string, readText?: (path: string) => string): Project =>
  new Project({ root, adapters, grammars, ...(readText ? { readText } : {}) });

export interface Folder extends Disposable {
  root: string;
  write(file: string, text: string | Uint8Array): void;
}

/** A folder of its own with these files; `using` removes it. */
export function folderWith(files: Record<string, string | Uint8Array>): Folder {
  const root = mkdtempSync(join(tmpdir(), 'routes-'));
  const write = (file: string, text: string | Uint8Array) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  for (const [file, text] of Object.entries(files)) write(file, text);
  return { root, write, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
}

export async function scanFiles(files: Record<string, string | Uint8Array>): Promise<ScanResult> {
  using folder = folderWith(files);
  return await openProject(folder.root).scan();
}

/** `GET /users/{id}` */
export const names = ({ endpoints }: Pick<ScanResult, 'endpoints'>): string[] =>
  endpoints.map(({ method, path }) => `${method} ${path}`);

/** `GET /users/{id} users.ts:4-8 path:id! query:page`; `!`: required. */
export function describeEndpoint({ method, path, file, line, endLine, parameters }: Endpoint): string {
  const inputs = parameters.map((parameter) => `${parameter.in}:${parameter.name}${parameter.required ? '!' : ''}`);
  return [method, path, `${file}:${line}-${endLine}`, ...inputs].join(' ');
}

export const describeWarning = (warning: ScanResult['warnings'][number]): string =>
  `${warning.kind} ${warning.file}${'line' in warning ? `:${warning.line}` : ''}`;

const routes = join(import.meta.dirname, '../../routes');
const isSource = (path: string) =>
  statSync(path).isFile() && adapters.some(({ language }) => language.extensions.some((end) => path.endsWith(end)));

export interface Sample {
  name: string;
  root: string;
  /** Its source files with their texts, by path relative to the root, with `/`. */
  files: Map<string, string>;
}

/** All projects below `test/routes`, in whatever language. */
export const samples: Sample[] = foldersIn(routes).flatMap(foldersIn).map(sampleAt).filter(hasFiles);

/** All projects of a framework as one. */
export const suites: Sample[] = foldersIn(routes).map(sampleAt).filter(hasFiles);

function sampleAt(root: string): Sample {
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => isSource(join(root, path)));
  const files = paths
    .sort()
    .map((path): [string, string] => [path.split(sep).join('/'), readFileSync(join(root, path), 'utf8')]);
  return { name: relative(routes, root), root, files: new Map(files) };
}

function hasFiles({ files }: Sample): boolean {
  return files.size > 0;
}

function foldersIn(path: string): string[] {
  const entries = readdirSync(path, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [join(path, entry.name)] : []));
}

/** The sample with other texts in some of its files. */
export const openWith = ({ root }: Sample, texts: ReadonlyMap<string, string>): Project =>
  openProject(root, (path) => texts.get(relative(root, path).split(sep).join('/')) ?? readFileSync(path, 'utf8'));
