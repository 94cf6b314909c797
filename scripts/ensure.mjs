// What the scripts need before they can work: each function makes it if it is missing, and is quick when it is there.
// Plain Node 20 without packages, because it runs before the install.

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { cache, discardFolder, newCacheFolder } from './cache.mjs';
import { mustRun, root, say } from './run.mjs';

const minutes = 60_000;
const codeServerVersion = '4.139.1';

/** Node 24 from the npm package `node`, whatever Node the machine has. */
export const node24 = () => join(root, 'node_modules', '.bin', 'node');

/** Runs `npm ci` unless node_modules holds what the lock file names. */
export async function ensureDependencies() {
  if (dependenciesAreInstalled()) return;
  say('Installing the npm packages of package-lock.json (about half a minute) …');
  await mustRun('npm', ['ci', '--no-audit', '--no-fund'], { timeoutMs: 10 * minutes, quiet: true });
}

/** npm writes node_modules/.package-lock.json when an install is complete: what it lacks, the machine may do without. */
function dependenciesAreInstalled() {
  const installed = readPackages(join(root, 'node_modules', '.package-lock.json'));
  const wanted = readPackages(join(root, 'package-lock.json'));
  return Object.entries(wanted).every(([path, { version, link, optional }]) => {
    if (!path.startsWith('node_modules/')) return true;
    const there = installed[path];
    return there === undefined ? Boolean(optional) : link || there.version === version;
  });
}

const readPackages = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {});

const sources = [
  'src',
  'webview',
  'esbuild.mjs',
  'scripts/frameworks-module.mjs',
  'scripts/licences.mjs',
  'package.json',
  'package-lock.json',
];
const packaged = ['media', 'schemas', '.vscodeignore', 'README.md', 'CHANGELOG.md', 'LICENSE'];

/** Builds dist/ as it is shipped, unless it was built from these very sources. */
export function ensureBuilt() {
  return unlessMadeFrom(sources, 'built', async () => {
    say('Building dist/ …');
    await mustRun(node24(), ['esbuild.mjs', '--production'], { timeoutMs: 2 * minutes });
  });
}

export const vsix = join(root, 'dist', 'endpoint-profiler.vsix');

/** Packs the extension into `vsix`, unless it was packed from these very files. A warning of the packer is an error. */
export async function ensurePackaged() {
  await ensureBuilt();
  await unlessMadeFrom([...sources, ...packaged], 'packaged', async () => {
    say('Packing dist/endpoint-profiler.vsix …');
    const vsce = join(root, 'node_modules', '.bin', 'vsce');
    // Everything is bundled, and README's pictures lie in the package: no dependencies, no repository to link to.
    const flags = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
    const output = await mustRun(vsce, ['package', ...flags, '--out', vsix], { timeoutMs: 2 * minutes, quiet: true });
    if (output.includes('WARNING')) throw new Error(`vsce warns:\n${output}`);
  });
}

/** Does the work unless dist/ holds the stamp of these contents. A build empties dist/, and its stamps with it. */
async function unlessMadeFrom(paths, name, work) {
  const stamp = join(root, 'dist', `.${name}-from`);
  const key = hashOf(paths);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === key) return;
  await work();
  await writeFile(stamp, key);
}

/** Hash of the contents of files and folders of the checkout. */
function hashOf(paths) {
  const hash = createHash('sha256');
  const add = (path) => {
    if (!existsSync(join(root, path))) return;
    if (statSync(join(root, path)).isDirectory()) {
      for (const name of readdirSync(join(root, path)).sort()) add(join(path, name));
    } else {
      hash.update(`${path}\0`).update(readFileSync(join(root, path)));
    }
  };
  for (const path of paths) add(path);
  return hash.digest('hex');
}

/** Path of a Chromium or Chrome; installs one when the machine has none. */
export async function ensureChromium() {
  const found = findChromium();
  if (found !== null) return found;
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    say('Installing Chromium with apt, which drives the tests’ browser (about a minute) …');
    const options = {
      timeoutMs: 10 * minutes,
      quiet: true,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    };
    await mustRun('apt-get', ['update'], options);
    await mustRun('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], options);
  } else {
    say('Downloading Playwright’s Chromium, which drives the tests’ browser …');
    const cli = join(root, 'node_modules', 'playwright-core', 'cli.js');
    await mustRun(node24(), [cli, 'install', 'chromium'], { timeoutMs: 10 * minutes });
  }
  const installed = findChromium();
  if (installed === null) throw new Error('No Chromium found. Install one and set CHROME_PATH to its program.');
  return installed;
}

/** Path of a Chromium or Chrome on this machine, or null. */
export function findChromium() {
  const { CHROME_PATH, PATH = '' } = process.env;
  if (CHROME_PATH) {
    if (existsSync(CHROME_PATH)) return CHROME_PATH;
    throw new Error(`CHROME_PATH names ${CHROME_PATH}, which does not exist.`);
  }
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const candidates = PATH.split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  candidates.push('/Applications/Google Chrome.app/Contents/MacOS/Google Chrome');
  const playwright = join(root, 'node_modules', 'playwright-core');
  if (existsSync(playwright)) candidates.push(createRequire(import.meta.url)(playwright).chromium.executablePath());
  return candidates.find((path) => existsSync(path)) ?? null;
}

const vscodeFolder = join(cache, 'vscode');

/** Where `ensureVSCode` puts the server that is a real VS Code: the workbench and extension host inside code-server. */
export const vscodeServer = join(
  vscodeFolder,
  `code-server-${codeServerVersion}`,
  'node_modules/code-server/lib/vscode/out/server-main.js',
);

/**
 * Installs VS Code from the npm package `code-server`, without its native modules: neither a compiler nor a desktop
 * is needed. A folder under its final name is always complete.
 */
export async function ensureVSCode() {
  if (existsSync(vscodeServer)) return;
  say(`Installing a real VS Code (npm package code-server ${codeServerVersion}, about a minute) …`);
  const draft = newCacheFolder('vscode', 'installing');
  try {
    await writeFile(join(draft, 'package.json'), '{ "private": true }');
    const inside = join(draft, 'node_modules', 'code-server', 'lib', 'vscode');
    await npm(draft, ['install', `code-server@${codeServerVersion}`]);
    await npm(inside, ['install', '--omit=dev']); // Not `npm ci`: its lock file is out of step.
    await npm(join(inside, 'extensions'), ['ci', '--omit=dev']);
    await rename(draft, join(vscodeFolder, `code-server-${codeServerVersion}`));
  } finally {
    discardFolder(draft);
  }
}

function npm(cwd, args) {
  const quietly = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  return mustRun('npm', [...args, ...quietly], { cwd, timeoutMs: 10 * minutes, quiet: true });
}
