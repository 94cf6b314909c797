// Bundles every process and page of the product into dist/. `--production` minifies, without source maps.
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { frameworksModule, frameworksPath } from './scripts/frameworks-module.mjs';
import { copyGrammars } from './scripts/grammars.mjs';
import { licencesOf } from './scripts/licences.mjs';

const production = process.argv.includes('--production');
const require = createRequire(import.meta.url);
const dist = join(import.meta.dirname, 'dist');

/** Bundle name → entry. Workers and child processes are files of their own beside the two composition roots. */
const nodeEntries = {
  extension: 'src/extension.ts',
  pipeline: 'src/editor/pipeline.ts',
  cli: 'src/cli.ts',
  'scan-worker': 'src/routes/worker.ts',
  'burst-worker': 'src/burst/worker.ts',
  keeper: 'src/server/keeper-process.ts',
  tap: 'src/sql/tap/process.ts',
  'source-preload': 'src/sql/source/preload.ts',
};

const shared = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none', // They are in a file of their own: see below.
  metafile: true,
  logLevel: 'warning',
  absWorkingDir: import.meta.dirname,
};

/**
 * Leaves the parser's loader as a file beside the bundles: it declares a `require` of its own, which bundling breaks.
 */
const treeSitterFile = {
  name: 'tree-sitter-file',
  setup(plugin) {
    const path = './tree-sitter.js';
    plugin.onResolve({ filter: /^@vscode\/tree-sitter-wasm$/ }, () => ({ path, external: true }));
  },
};

/** Makes `virtual:frameworks` the list of all adapters, so that adding a framework edits no other file. */
const frameworks = {
  name: 'frameworks',
  setup(plugin) {
    plugin.onResolve({ filter: /^virtual:frameworks$/ }, () => ({ path: 'frameworks', namespace: 'virtual' }));
    plugin.onLoad({ filter: /.*/, namespace: 'virtual' }, () => ({
      contents: frameworksModule(),
      resolveDir: frameworksPath,
    }));
  },
};

/** Leaves the import of the pipeline to run time: the editor starts in a fraction of the time without its code. */
const lazyPipeline = {
  name: 'lazy-pipeline',
  setup(plugin) {
    plugin.onResolve({ filter: /\/pipeline\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './pipeline.js', external: true } : null,
    );
  },
};

async function copyParsers() {
  const treeSitter = join(dirname(require.resolve('@vscode/tree-sitter-wasm/package.json')), 'wasm');
  await copyFile(join(treeSitter, 'tree-sitter.js'), join(dist, 'tree-sitter.js'));
  await copyGrammars(dist);
  await copyFile(join(dirname(require.resolve('libpg-query')), 'libpg-query.wasm'), join(dist, 'libpg-query.wasm'));
}

/** With what `copyParsers` copies. */
async function writeLicences(bundles) {
  const copied = ['node_modules/@vscode/tree-sitter-wasm/wasm', 'node_modules/libpg-query/wasm'];
  const files = bundles.flatMap(({ metafile }) => Object.keys(metafile.inputs));
  await writeFile(join(dist, 'third-party-licences.txt'), licencesOf([...copied, ...files], import.meta.dirname));
}

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
const [forNode, forPage] = await Promise.all([
  build({
    ...shared,
    entryPoints: nodeEntries,
    outdir: 'dist',
    platform: 'node',
    target: 'node22.19',
    format: 'cjs',
    // jsonc-parser's CommonJS build hides its requires from the bundler.
    mainFields: ['module', 'main'],
    external: ['vscode', 'pg-native'],
    plugins: [frameworks, treeSitterFile, lazyPipeline],
  }),
  build({
    ...shared,
    entryPoints: { webview: 'webview/main.ts' },
    outdir: 'dist',
    platform: 'browser',
    target: 'es2023',
    format: 'esm',
  }),
  copyParsers(),
]);
await writeLicences([forNode, forPage]);
