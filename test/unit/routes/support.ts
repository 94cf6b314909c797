import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { adapters } from 'virtual:frameworks';
import type { Endpoint, ScanResult } from '../../../src/model.ts';
import { openGrammars } from '../../../src/routes/languages/tree-sitter.ts';
import { Project } from '../../../src/routes/project.ts';

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
