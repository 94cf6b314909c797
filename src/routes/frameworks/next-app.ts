import type { FrameworkAdapter } from '../adapter.ts';
import { javascript } from '../languages/javascript.ts';
import { withoutRouters } from './file-routes/adapters.ts';
import { bracketTemplates } from './file-routes/bracket-paths.ts';
import { nextFileIn } from './file-routes/next-config.ts';
import { exportsAsRoutes, methodExports, webInputs } from './file-routes/web-request.ts';

const routeFile = /(?:^|\/)app\/(?:.*\/)?route(?:\.(?!test|spec)\w+)?\.[jt]sx?$/;
const answers = /\b(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b|\bexport\s*\*/;

/** Route handlers: https://nextjs.org/docs/app/api-reference/file-conventions/route */
export const adapter: FrameworkAdapter = {
  ...withoutRouters,
  name: 'next',
  language: javascript,
  concerns: (text, file) => routeFile.test(file) && answers.test(text),
  places: { holds: (folder) => /(?:^|\/)app\//.test(folder), isRoute: (file) => routeFile.test(file) },
  declares(module) {
    if (!routeFile.test(module.file)) return [];
    const file = nextFileIn(module, 'app');
    const path = file && pathOf(file.name);
    if (!file || path === null) return [];
    const paths = [path, ...file.alsoAt(path)];
    return exportsAsRoutes(module, { prefix: file.basePath, paths, methods: methodExports });
  },
  templates: bracketTemplates,
  parameters: webInputs,
};

/** Null below a private folder, and for what is only shown when a page navigates: intercepting routes. */
function pathOf(name: string): string | null {
  const segments = name.split('/');
  if (segments.pop() !== 'route' || segments.some((segment) => /^_|^\(\.+\)/.test(segment))) return null;
  const visible = segments.filter((segment) => !/^\(.*\)$|^@/.test(segment));
  return `/${visible.map((segment) => segment.replace(/^%5F/i, '_')).join('/')}`;
}
