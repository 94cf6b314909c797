import type { ModuleDeclarations } from '../../adapter.ts';
import { force, stringOf, type Value } from '../../link/values.ts';
import { type AppKind, configOf, isAppRoot, splitsAt } from './app-roots.ts';
import { type Rewrite, rewrittenPaths } from './rewrites.ts';
import { prefixIn, settingIn } from './settings.ts';

const next: AppKind = { configs: ['next.config'], packages: ['next'] };
const importsNext = /\bfrom\s+['"]next\/|\brequire\(['"]next\//;
const defaultExtensions = ['tsx', 'ts', 'jsx', 'js'];

export interface NextFile {
  /** Below `app/` or `pages/`, without the extension. */
  name: string;
  basePath: Value;
  /** Static rewrites: other public paths of a route. */
  alsoAt(path: string): string[];
}

/** A page or route file of a Next.js app, below its `folder`; null for what only looks like one. */
export function nextFileIn(module: ModuleDeclarations, folder: 'app' | 'pages'): NextFile | null {
  const splits = splitsAt(module.file, folder).map((split) => ({
    ...split,
    base: split.base.replace(/(^|\/)src\/$/, '$1'),
  }));
  const split =
    splits.find(({ base }) => isAppRoot(base, next, module.project)) ??
    (importsNext.test(module.syntax.text) ? splits[0] : undefined);
  if (!split) return null;
  const config = configOf(split.base, next.configs, module);
  const extension = extensionsIn(config).find((candidate) => split.rest.endsWith(`.${candidate}`));
  if (extension === undefined) return null;
  const rewrites = config ? rewritesIn(config) : [];
  return {
    name: split.rest.slice(0, -extension.length - 1),
    basePath: prefixIn(config, ['basePath']),
    alsoAt: (path) => rewrittenPaths(path, rewrites),
  };
}

function extensionsIn(config: ModuleDeclarations | null): string[] {
  const setting = config && settingIn(config, ['pageExtensions']);
  if (setting?.kind !== 'array') return defaultExtensions;
  return setting.items.flatMap((item) => stringOf(item) ?? defaultExtensions);
}

/** https://nextjs.org/docs/app/api-reference/config/next-config-js/rewrites */
function rewritesIn(config: ModuleDeclarations): Rewrite[] {
  const setting = settingIn(config, ['rewrites']);
  const result = setting?.kind === 'function' ? force(config.call(setting, [])) : setting;
  const lists = result?.kind === 'object' ? [...result.fields.values()] : result ? [result] : [];
  return lists.flatMap((list) => {
    const known = force(list);
    return known.kind === 'array' ? known.items.flatMap(readRewrite) : [];
  });
}

/** One that depends on headers or the host is no path of its own. */
function readRewrite(item: Value): Rewrite[] {
  const rule = force(item);
  if (rule.kind !== 'object' || ['has', 'missing', 'basePath'].some((key) => rule.fields.has(key))) return [];
  const [source, destination] = ['source', 'destination'].map((key) => stringOf(rule.fields.get(key) ?? rule));
  return source?.startsWith('/') && destination?.startsWith('/') ? [{ source, destination }] : [];
}
