// `npm test`: everything, from nothing but Node 20 and npm. `npm test -- STEP` runs one step with what it needs.
// Stops at the first step that fails. The last line counts the tests: `N passed, N failed`.

import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureBuilt, ensureChromium, ensureDependencies, ensurePackaged, ensureVSCode, node24 } from './ensure.mjs';
import { main, mustRun, root, say } from './run.mjs';

const minutes = 60_000;
const reports = join(root, 'test-results');
const hostReport = join(reports, 'host.json');
const bin = (name) => join(root, 'node_modules', '.bin', name);

/** In the order they run. Each bounds its own time; `needs` names the steps that one alone has to have before it. */
const steps = [
  { name: 'dependencies', work: ensureDependencies },
  { name: 'check', work: check },
  { name: 'build', work: ensureBuilt },
  { name: 'unit', ...vitest('unit', 8) },
  { name: 'integration', ...vitest('integration', 15), needs: ['build'] },
  { name: 'chromium', work: ensureChromium },
  { name: 'page', ...vitest('page', 8), needs: ['build', 'chromium'] },
  { name: 'vscode', work: ensureVSCode },
  { name: 'host', work: hostTests, report: hostReport, count: countHost, needs: ['build', 'chromium', 'vscode'] },
  { name: 'package', work: ensurePackaged, needs: ['build'] },
  { name: 'e2e', ...vitest('e2e', 15), needs: ['build', 'chromium', 'vscode', 'package'] },
];

await main(async () => {
  const total = { passed: 0, failed: 0 };
  for (const step of chosen(process.argv[2])) {
    const { passed, failed, error } = await take(step);
    total.passed += passed;
    total.failed += failed;
    if (error === null) continue;
    say(`\n${step.name} failed: ${error.message}`);
    process.exitCode = 1;
    break;
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
});

function chosen(name) {
  if (name === undefined) return steps;
  const step = steps.find((candidate) => candidate.name === name);
  if (!step) throw new Error(`No step ${name}. There are: ${steps.map((candidate) => candidate.name).join(', ')}`);
  const wanted = ['dependencies', ...(step.needs ?? []), name];
  return steps.filter((candidate) => wanted.includes(candidate.name));
}

/** A step that fails without a failed test of its own counts as one failure. */
async function take({ name, work, report, count }) {
  say(`\n── ${name}`);
  const startedAt = performance.now();
  if (report) await rm(report, { force: true });
  const error = await work().then(
    () => null,
    (reason) => reason,
  );
  const { passed, failed, skipped } = report ? count(read(report)) : { passed: 0, failed: 0, skipped: 0 };
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const tests = report ? `: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}` : '';
  say(`── ${name} ${error === null ? 'ok' : 'FAILED'} in ${seconds} s${tests}`);
  return { passed, failed: error === null ? failed : Math.max(failed, 1), error };
}

async function check() {
  await mustRun(bin('biome'), ['check', '.'], { timeoutMs: 2 * minutes });
  for (const project of ['tsconfig.json', 'webview/tsconfig.json', 'examples/orders-api/tsconfig.json']) {
    await mustRun(bin('tsc'), ['-p', project], { timeoutMs: 5 * minutes });
  }
}

function vitest(project, bound) {
  const report = join(reports, `${project}.json`);
  const work = () => {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const args = [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--project', project, ...reporters];
    // Vite foretells that it will want package.json to say “module”, which VS Code's own bundles cannot have.
    const env = { ...process.env, VITE_CONFIG_NATIVE_IGNORE_WARNING: 'true' };
    return mustRun(node24(), args, { timeoutMs: bound * minutes, env });
  };
  return { work, report, count: countVitest };
}

function countVitest({ numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, numTodoTests = 0 }) {
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
}

/** Node takes the harness’s TypeScript as it is; it only warns that package.json does not say “module”. */
function hostTests() {
  const args = ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', join(root, 'scripts', 'test-host.mjs')];
  return mustRun(node24(), args, { timeoutMs: 5 * minutes });
}

function countHost({ tests = [] }) {
  const failed = tests.filter(({ error }) => error !== null).length;
  return { passed: tests.length - failed, failed, skipped: 0 };
}

/** An empty object where the runner left no report. */
function read(report) {
  return existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {};
}
