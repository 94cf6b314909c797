import type { FrameworkAdapter } from '../adapter.ts';
import { go } from '../languages/go.ts';
import { callsVerb, colonTemplate, inputsRead, methodsIn, route, under, verbs } from './shared/go-routing.ts';

const gin = 'github.com/gin-gonic/gin';

/** https://pkg.go.dev/github.com/gin-gonic/gin */
export const adapter: FrameworkAdapter = {
  name: 'gin',
  language: go,
  packages: [gin],
  methods: new Set([...verbs.keys(), 'Any', 'Match', 'Handle', 'Group', 'Use']),
  concerns: (text) =>
    /\bgin\.(?:Default|New|Engine|RouterGroup|IRoutes|IRouter)\b|\.Group\(/.test(text) || callsVerb.test(text),
  creates: ({ module, path }) =>
    module === gin && /^(Default|New|Engine)$/.test(path.join('.')) ? { role: 'application', prefix: null } : null,
  resembles({ type }) {
    if (type === null || typeof type === 'string' || type.module !== gin) return null;
    const name = type.path.join('.');
    return name === 'Engine' ? 'application' : /^(RouterGroup|IRouter|IRoutes)$/.test(name) ? 'router' : null;
  },
  call({ method, args }) {
    const [first, second, ...rest] = args;
    if (method === 'Use') return { actions: [], result: 'self' };
    if (!first) return null;
    if (method === 'Group') return { actions: [], result: under(first) };
    if (!second) return null;
    const verb = method === 'Any' ? 'ANY' : verbs.get(method);
    if (verb) return route([verb], first.value(), [second, ...rest]);
    const methods = methodsIn(first.value());
    return methods && route(methods, second.value(), rest);
  },
  keepsSlash: true,
  templates: (path) => [colonTemplate(path)],
  parameters: ({ text }) =>
    inputsRead(text, {
      query: /\.(?:Query|DefaultQuery|GetQuery|QueryArray)\(\s*"([^"]+)"/g,
      body: /\.(?:PostForm|DefaultPostForm|GetPostForm|FormFile)\(\s*"([^"]+)"/g,
    }),
};
