import type { FrameworkAdapter } from '../adapter.ts';
import { go } from '../languages/go.ts';
import { callsGroup, callsVerb, inputsRead, methodsIn, route, under, verbs, versionsOf } from './shared/go-routing.ts';

const packages = versionsOf('github.com/gofiber/fiber', 3);

/** https://docs.gofiber.io/guide/routing */
export const adapter: FrameworkAdapter = {
  name: 'fiber',
  language: go,
  packages,
  methods: new Set([...verbs.keys(), 'All', 'Add', 'Group', 'Route', 'Mount', 'Use', 'Name']),
  concerns: (text) => /\bfiber\.(?:New|App|Router|Group)\b/.test(text) || callsGroup.test(text) || callsVerb.test(text),
  creates: ({ module, path }) =>
    packages.includes(module) && path.join('.') === 'New' ? { role: 'application', prefix: null } : null,
  resembles({ type }) {
    if (type === null || typeof type === 'string' || !packages.includes(type.module)) return null;
    const name = type.path.join('.');
    return name === 'App' ? 'application' : /^(Router|Group)$/.test(name) ? 'router' : null;
  },
  call({ method, args }) {
    const [first, second, ...rest] = args;
    if (method === 'Name') return { actions: [], result: 'self' };
    if (!first) return null;
    if (method === 'Group') return { actions: [], result: under(first) };
    if (method === 'Use') return { actions: [mountIn(args)], result: 'self' };
    if (!second) return null;
    if (method === 'Mount') return { actions: [mountIn(args)], result: 'self' };
    if (method === 'Route') return { actions: [{ kind: 'fill', by: second, child: under(first) }], result: 'self' };
    const verb = method === 'All' ? 'ANY' : verbs.get(method);
    if (verb) return route([verb], first.value(), [second, ...rest]);
    const methods = methodsIn(first.value());
    return methods && route(methods, second.value(), rest);
  },
  templates,
  parameters: ({ text }) =>
    inputsRead(text, {
      query: /\.(?:Query|QueryInt|QueryBool|QueryFloat)\(\s*"([^"]+)"/g,
      body: /\.(?:FormValue|FormFile)\(\s*"([^"]+)"/g,
    }),
};

/** A prefix may stand first; of the rest, applications are mounted and handlers are not. */
function mountIn(args: Parameters<FrameworkAdapter['call']>[0]['args']) {
  const [first, ...rest] = args;
  const prefix = first?.value();
  const hasPrefix = prefix?.kind === 'literal';
  return { kind: 'mount' as const, prefix: hasPrefix ? prefix : null, children: hasPrefix ? rest : args };
}

/** `/:id<int>`, `/:name?`, `/files/*`, `/docs/+` and `\\:` for a colon. Optional parts give several templates. */
function templates(pattern: string): string[] {
  let found = [''];
  const tokens = pattern.matchAll(/\\(.)|(\/?):(\w+)(?:<(?:\\.|[^>\\])*>)?(\?)?|([*+])\d*|[\s\S]/g);
  for (const [text, plain, slash = '', name, optional, rest] of tokens) {
    const next = plain ?? (name ? `${slash}{${name}}` : rest ? '{wildcard*}' : text);
    const choices = optional && found.length < 16 ? ['', next] : [next];
    found = found.flatMap((start) => choices.map((choice) => start + choice));
  }
  return found;
}
