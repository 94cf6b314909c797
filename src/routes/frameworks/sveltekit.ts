import type { FrameworkAdapter, ModuleDeclarations } from '../adapter.ts';
import { javascript } from '../languages/javascript.ts';
import { stringOf } from '../link/values.ts';
import { withoutRouters } from './file-routes/adapters.ts';
import { type AppKind, appAround, configOf, splitsAt } from './file-routes/app-roots.ts';
import { bracketTemplates } from './file-routes/bracket-paths.ts';
import { prefixIn, settingIn } from './file-routes/settings.ts';
import { exportsAsRoutes, methodExports, webInputs } from './file-routes/web-request.ts';

const svelteKit: AppKind = { configs: ['svelte.config'], packages: ['@sveltejs/kit'] };
const serverFile = /(?:^|\/)\+server\.[jt]s$/;
const importsKit = /['"](?:@sveltejs\/kit|\.\/\$types)/;
const methods = new Map([...methodExports, ['fallback', 'ANY' as const]]);

/** https://svelte.dev/docs/kit/routing#server and https://svelte.dev/docs/kit/advanced-routing */
export const adapter: FrameworkAdapter = {
  ...withoutRouters,
  name: 'sveltekit',
  language: javascript,
  concerns: (_, file) => serverFile.test(file),
  places: { holds: (folder) => /(?:^|\/)routes\//.test(folder), isRoute: (file) => serverFile.test(file) },
  declares(module) {
    if (!serverFile.test(module.file)) return [];
    const base = appAround(module.file, svelteKit, module.project);
    if (base === null && !importsKit.test(module.syntax.text)) return [];
    const config = base === null ? null : configOf(base, svelteKit.configs, module);
    const folder = folderBelowRoutes(module, base ?? '', config);
    if (folder === null) return [];
    return exportsAsRoutes(module, {
      prefix: prefixIn(config, ['kit', 'paths', 'base']),
      paths: [pathOf(folder)],
      methods,
    });
  },
  templates: bracketTemplates,
  parameters: webInputs,
};

function folderBelowRoutes(
  { file }: ModuleDeclarations,
  base: string,
  config: ModuleDeclarations | null,
): string | null {
  const set = config && settingIn(config, ['kit', 'files', 'routes']);
  const root = `${base}${(set && stringOf(set)) ?? 'src/routes'}/`;
  const inRoot = file.startsWith(root) ? file.slice(root.length) : splitsAt(file, 'routes')[0]?.rest;
  return inRoot?.replace(/(?:^|\/)\+server\.[jt]s$/, '') ?? null;
}

function pathOf(folder: string): string {
  const segments = folder.split('/').filter((segment) => !/^\(.*\)$/.test(segment));
  return `/${segments.map(unescaped).join('/')}`;
}

/** `[x+2e]` and `[u+00e9]` are characters that file names or brackets cannot say. */
const unescaped = (segment: string): string =>
  segment.replace(/\[x\+([0-9a-f]{2})\]|\[u\+([0-9a-f-]{4,})\]/gi, (_, hex?: string, points = '') =>
    String.fromCodePoint(...(hex ?? points).split('-').map((point: string) => Number.parseInt(point, 16))),
  );
