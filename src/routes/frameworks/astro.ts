import type { FrameworkAdapter } from '../adapter.ts';
import { javascript } from '../languages/javascript.ts';
import { withoutRouters } from './file-routes/adapters.ts';
import { type AppKind, configOf, isAppRoot, splitsAt } from './file-routes/app-roots.ts';
import { bracketTemplates, withoutIndex } from './file-routes/bracket-paths.ts';
import { prefixIn } from './file-routes/settings.ts';
import { exportsAsRoutes, exportsOneOf, methodExports, webInputs } from './file-routes/web-request.ts';

const astro: AppKind = { configs: ['astro.config'], packages: ['astro'] };
const endpointFile = /(?:^|\/)src\/pages\/.*\.[cm]?[jt]s$/;
const exportsMethod = exportsOneOf('GET|POST|PUT|PATCH|DELETE|ALL');
const methods = new Map([...methodExports, ['ALL', 'ANY' as const]]);

/** https://docs.astro.build/en/guides/endpoints/ */
export const adapter: FrameworkAdapter = {
  ...withoutRouters,
  name: 'astro',
  language: javascript,
  concerns: (text, file) => endpointFile.test(file) && exportsMethod.test(text),
  declares(module) {
    if (!endpointFile.test(module.file)) return [];
    const split = splitsAt(module.file, 'src/pages').find(({ base }) => isAppRoot(base, astro, module.project));
    if (!split || /(?:^|\/)_/.test(split.rest)) return [];
    const prefix = prefixIn(configOf(split.base, astro.configs, module), ['base']);
    return exportsAsRoutes(module, { prefix, paths: [`/${withoutIndex(split.rest)}`], methods });
  },
  templates: bracketTemplates,
  parameters: webInputs,
};
