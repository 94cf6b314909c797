/**
 * How much longer does a scan take than walking through the folder and reading its source files, which nothing can
 * avoid? `npm run bench:scan -- DIR`; without DIR, a project of 6,000 files is made up. All in one run, on one tree.
 * Needs dist/ (npm run build) for the last line.
 */

import '../support/virtual-frameworks.ts';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join, resolve } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { ScanResult } from '../../src/model.ts';
import type { PhaseTimes } from '../../src/routes/scan/phases.ts';
import { inventProject } from './invented-project.ts';

const rounds = 7;
const edits = 200;

const { adapters } = await import('virtual:frameworks');
const { openGrammars } = await import('../../src/routes/languages/tree-sitter.ts');
const { Project } = await import('../../src/routes/scan/project.ts');
const { createScanner } = await import('../../src/routes/scanner.ts');
const { walk } = await import('../../src/routes/scan/walk.ts');

const [asked] = process.argv.slice(2);
const places = adapters.flatMap((adapter) => adapter.places ?? []);
const isSource = (file: string) =>
  adapters.some(({ language }) => language.extensions.some((extension) => file.endsWith(extension)));

/** A process of its own, so that the first scan is a first scan and memory is the scanner's own; as small as its worker. */
function runChild(root: string) {
  return fork(import.meta.filename, [root], {
    execArgv: ['--expose-gc', '--max-semi-space-size=8', '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON'],
  });
}

/** How long the thread that asks is kept from its other work: the result has to be taken over from the worker. */
async function measureMainThread(root: string): Promise<void> {
  const workerPath = join(import.meta.dirname, '../../dist/scan-worker.js');
  const scanner = createScanner({ workerPath });
  const { endpoints } = await scanner.scan(root, {});
  const [{ file } = { file: '' }] = endpoints;
  const text = file && readFileSync(join(root, file), 'utf8');
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  for (let round = 0; round < rounds; round++) await scanner.scan(root, {});
  const scanMs = delay.max / 1e6;
  delay.reset();
  for (let edit = 0; file && edit < rounds; edit++) await scanner.update(root, file, `${'\n'.repeat(edit)}${text}`);
  const updateMs = delay.max / 1e6;
  await scanner.dispose();
  console.log(`main thread   late by ${ms(scanMs)} at most during scans, ${ms(updateMs)} during updates`);
}

async function measure(root: string): Promise<void> {
  const require = createRequire(import.meta.url);
  const grammars = await openGrammars(dirname(require.resolve('@vscode/tree-sitter-wasm')));
  const open = () => new Project({ root, adapters, grammars });

  const floor = best(rounds, () => {
    const startedMs = performance.now();
    const files = [...walk(root, { places })];
    const walkedMs = performance.now();
    const sources = files.filter(isSource);
    let bytes = 0;
    for (const file of sources) bytes += readFileSync(join(root, file), 'utf8').length;
    const readMs = performance.now();
    return { files: sources.length, bytes, walk: walkedMs - startedMs, read: readMs - walkedMs };
  });
  const floorMs = floor.walk + floor.read;
  console.log(`${root}: ${floor.files} source files, ${(floor.bytes / 1e6).toFixed(1)} MB`);
  console.log(`walk ${ms(floor.walk)} + read ${ms(floor.read)} = ${ms(floorMs)}, the best of ${rounds}\n`);
  const ratio = (tookMs: number) => `${ms(tookMs)}, ${(tookMs / floorMs).toFixed(2)} × walk + read`;

  gc!();
  const idleBytes = process.memoryUsage().rss;
  const first = await scanned(open());
  console.log(`first scan    ${ratio(first.totalMs)}: ${phases(first.times)}`);
  console.log(`              ${first.result.endpoints.length} endpoints, ${first.result.warnings.length} warnings`);
  const { rss } = process.memoryUsage();
  gc!();
  const kept = process.memoryUsage().rss;
  console.log(`memory        ${mb(rss - idleBytes)} above the idle process, ${mb(kept - idleBytes)} once collected`);
  let warm = first;
  for (let round = 1; round < rounds; round++) {
    const again = await scanned(open());
    if (again.totalMs < warm.totalMs) warm = again;
  }
  console.log(`cold scan     ${ratio(warm.totalMs)}: ${phases(warm.times)}, the best of ${rounds}`);

  const project = open();
  await project.scan();
  const rescans: number[] = [];
  for (let round = 0; round < rounds; round++) rescans.push(await took(() => project.scan()));
  console.log(`scan again    ${ratio(Math.min(...rescans))}, the best of ${rounds}`);
  await measureUpdates(project, root, first.result);
}

const javascript = { comment: '// TODO', route: "app.get('/typed', (req, res) => res.json({}));" };
const typed: Record<string, typeof javascript> = {
  '.py': { comment: '# TODO', route: "app.add_api_route('/typed', typed, methods=['GET'])" },
  '.go': { comment: '// TODO', route: 'func init() { http.HandleFunc("GET /typed", typed) }' },
};

/** Types a route and a line of a handler into route files, a character at a time, as an editor would send it. */
async function measureUpdates(project: InstanceType<typeof Project>, root: string, { endpoints }: ScanResult) {
  const files = [...new Set(endpoints.map(({ file }) => file))];
  if (files.length === 0) return;
  for (const what of ['comment', 'route'] as const) {
    const times: number[] = [];
    for (let edit = 0; edit < edits; edit++) {
      const file = files[Math.floor((edit * files.length) / edits)]!;
      const line = (typed[extname(file)] ?? javascript)[what];
      const lines = readFileSync(join(root, file), 'utf8').split('\n');
      const at = endpoints.find((endpoint) => endpoint.file === file)!.endLine;
      lines.splice(at, 0, line.slice(0, 1 + (edit % line.length)));
      times.push(await took(() => project.update(file, lines.join('\n'))));
      await project.update(file, null);
    }
    times.sort((a, b) => a - b);
    const p = (share: number) => ms(times[Math.floor(share * times.length)]!);
    console.log(`one file      p50 ${p(0.5)}, p95 ${p(0.95)}, slowest ${ms(times.at(-1)!)}: typing a ${what}`);
  }
}

async function scanned(project: InstanceType<typeof Project>) {
  const startedMs = performance.now();
  const result = await project.scan();
  return { result, totalMs: performance.now() - startedMs, times: project.times };
}

async function took(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

function best<T extends { walk: number; read: number }>(count: number, work: () => T): T {
  const all = Array.from({ length: count }, work);
  return all.reduce((a, b) => (a.walk + a.read <= b.walk + b.read ? a : b));
}

const phases = (times: PhaseTimes) =>
  Object.entries(times.ms)
    .map(([phase, tookMs]) => `${phase} ${ms(tookMs)}`)
    .join(', ');

const ms = (value: number) => `${value.toFixed(value < 100 ? 1 : 0)} ms`;
const mb = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;

if (process.send) {
  await measure(resolve(asked!));
} else {
  const invented = asked === undefined ? inventProject(6000) : null;
  const root = invented?.root ?? resolve(asked!);
  const [code] = await once(runChild(root), 'exit');
  process.exitCode = code ?? 1;
  await measureMainThread(root);
  invented?.[Symbol.dispose]();
}
