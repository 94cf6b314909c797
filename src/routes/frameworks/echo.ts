import type { FrameworkAdapter } from '../adapter.ts';
import { go } from '../languages/go.ts';
import {
  callsVerb,
  colonTemplate,
  inputsRead,
  methodsIn,
  route,
  under,
  verbs,
  versionsOf,
} from './shared/go-routing.ts';

const packages = versionsOf('github.com/labstack/echo', 5);

/** https://echo.labstack.com/docs/routing */
export const adapter: FrameworkAdapter = {
  name: 'echo',
  language: go,
  packages,
  methods: new Set([...verbs.keys(), 'Any', 'Match', 'Add', 'Group', 'Use', 'Pre']),
  concerns: (text) => /\becho\.(?:New|Echo|Group|Router)\b|\.Group\(/.test(text) || callsVerb.test(text),
  creates: ({ module, path }) =>
    packages.includes(module) && path.join('.') === 'New' ? { role: 'application', prefix: null } : null,
  resembles({ type }) {
    if (type === null || typeof type === 'string' || !packages.includes(type.module)) return null;
    const name = type.path.join('.');
    return name === 'Echo' ? 'application' : name === 'Group' ? 'router' : null;
  },
  call({ method, args }) {
    const [first, second, ...rest] = args;
    if (method === 'Use' || method === 'Pre') return { actions: [], result: 'self' };
    if (!first) return null;
    if (method === 'Group') return { actions: [], result: under(first) };
    if (!second) return null;
    // What a route gives back is no router.
    const verb = method === 'Any' ? 'ANY' : verbs.get(method);
    if (verb) return { ...route([verb], first.value(), [second, ...rest]), result: 'other' };
    const methods = methodsIn(first.value());
    return methods && { ...route(methods, second.value(), rest), result: 'other' };
  },
  joinsTexts: true,
  templates: (path) => [colonTemplate(path)],
  parameters: ({ text }) =>
    inputsRead(text, {
      query: /\.QueryParam\(\s*"([^"]+)"/g,
      body: /\.(?:FormValue|FormFile)\(\s*"([^"]+)"/g,
    }),
};
