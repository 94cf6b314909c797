import type { Method } from '../../model.ts';
import type { FrameworkAdapter, ModuleDeclarations } from '../adapter.ts';
import { javascript } from '../languages/javascript.ts';
import { stringOf } from '../link/values.ts';
import { withoutRouters } from './file-routes/adapters.ts';
import { type AppKind, appAround, configOf, dependsOn } from './file-routes/app-roots.ts';
import { type RouteConvention, readRouteConfig } from './file-routes/remix-config.ts';
import { flatPath, nestedPath } from './file-routes/remix-names.ts';
import { prefixIn, settingIn } from './file-routes/settings.ts';
import { exportsAsRoutes, exportsOneOf, webInputs } from './file-routes/web-request.ts';

const remix: AppKind = {
  configs: ['react-router.config', 'remix.config'],
  packages: ['@react-router/dev', '@remix-run/dev', '@remix-run/react', '@remix-run/node', '@remix-run/server-runtime'],
};
/** Packages that make each folder below `routes/` a part of the path. */
const nestingPackages = ['remix-flat-routes', 'react-router-auto-routes', '@remix-run/v1-route-convention'];

const exportsData = exportsOneOf('loader|action');
const exportsPage = /\bexport\s+default\b|\bas\s+default\b|\bexport\s*\{\s*default\b/;
const methods = new Map<string, Method>([
  ['loader', 'GET'],
  ['action', 'POST'],
]);

/**
 * Resource routes, those without a component: https://reactrouter.com/how-to/resource-routes. An `action` also answers
 * PUT, PATCH and DELETE; POST is the one that forms send.
 */
export const adapter: FrameworkAdapter = {
  ...withoutRouters,
  name: 'remix',
  language: javascript,
  concerns: (text) => exportsData.test(text) && !exportsPage.test(text),
  places: {
    holds: (folder) => /(?:^|\/)app\/routes\//.test(folder),
    isRoute: (file) => /(?:^|\/)app\/routes\/(?:.*\/)?(?:route|index|[^/]*[.$+][^/]*)\.[jt]sx?$/.test(file),
  },
  declares(module) {
    const exports = module.exports();
    if (exports.has('default') || !(exports.has('loader') || exports.has('action'))) return [];
    const base = appAround(module.file, remix, module.project);
    if (base === null) return [];
    const config = configOf(base, remix.configs, module);
    const set = config && settingIn(config, ['appDirectory']);
    const app = `${base}${((set && stringOf(set)) ?? 'app').replace(/^\.\/|\/$/g, '')}/`;
    const paths = pathsOf(module, base, app);
    if (paths.length === 0) return [];
    return exportsAsRoutes(module, { prefix: prefixIn(config, ['basename']), paths, methods });
  },
  templates,
  parameters: webInputs,
};

/** `routes.ts` decides where there is one; otherwise file names do. */
function pathsOf(module: ModuleDeclarations, base: string, app: string): string[] {
  const config = configOf(app, ['routes'], module);
  const nests = dependsOn(base, nestingPackages, module.project);
  const byName: RouteConvention = { style: nests ? 'nested' : 'flat', folder: `${app}routes/`, prefix: '' };
  const { routes, conventions } = config ? readRouteConfig(config, app, nests) : { routes: [], conventions: [byName] };
  const configured = routes.filter(({ file }) => file === module.file).map(({ path }) => path);
  const named = conventions.flatMap(({ style, folder, prefix }) => {
    if (!module.file.startsWith(folder)) return [];
    const name = module.file.slice(folder.length).replace(/\.[jt]sx?$/, '');
    const path = style === 'flat' ? flatPath(name) : nestedPath(name);
    return path === null ? [] : [`${prefix}/${path}`];
  });
  return [...configured, ...named];
}

/** `/users/:id?/*` */
function templates(path: string): string[] {
  let found = [''];
  for (const part of path.split('/').filter((segment) => segment !== '')) {
    const optional = part.endsWith('?');
    const text = part
      .replace(/\?$/, '')
      .replace(/^\*$/, '{splat*}')
      .replace(/^:([\w-]+)/, '{$1}');
    found = found.flatMap((template) => (optional ? [template, `${template}/${text}`] : [`${template}/${text}`]));
  }
  return found;
}
