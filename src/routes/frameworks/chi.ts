import type { FrameworkAdapter } from '../adapter.ts';
import { go } from '../languages/go.ts';
import {
  braceTemplate,
  callsGroup,
  callsVerb,
  methodsIn,
  requestInputs,
  route,
  servesFiles,
  splitPattern,
  under,
  verbs,
  versionsOf,
} from './shared/go-routing.ts';

const packages = [...versionsOf('github.com/go-chi/chi', 5), 'github.com/pressly/chi'];

/** https://go-chi.io/#/pages/routing */
export const adapter: FrameworkAdapter = {
  name: 'chi',
  language: go,
  packages,
  methods: new Set([
    ...verbs.keys(),
    ...['Handle', 'HandleFunc', 'Method', 'MethodFunc', 'Route', 'Group', 'Mount', 'With', 'Use'],
  ]),
  concerns: (text) =>
    /\bchi\.(?:NewRouter|NewMux|Router|Mux)\b/.test(text) || callsGroup.test(text) || callsVerb.test(text),
  creates: ({ module, path }) =>
    packages.includes(module) && /^(NewRouter|NewMux|Mux)$/.test(path.join('.'))
      ? { role: 'application', prefix: null }
      : null,
  resembles: ({ type }) =>
    type !== null &&
    typeof type !== 'string' &&
    packages.includes(type.module) &&
    /^(Router|Mux)$/.test(type.path.join('.'))
      ? 'router'
      : null,
  call({ method, args }) {
    const [first, second, third] = args;
    if (method === 'Use' || method === 'With') return { actions: [], result: 'self' };
    if (!first) return null;
    if (method === 'Group')
      return { actions: [{ kind: 'fill', by: first, child: { role: 'router', prefix: null } }], result: 'other' };
    if (!second) return null;
    if (method === 'Route') return { actions: [{ kind: 'fill', by: second, child: under(first) }], result: 'other' };
    if (method === 'Mount')
      return { actions: [{ kind: 'mount', prefix: first.value(), children: [second] }], result: 'other' };
    const verb = verbs.get(method);
    if (verb) return route([verb], first.value(), [second]);
    if (method === 'Handle' || method === 'HandleFunc') {
      if (servesFiles(second.value())) return null;
      const { methods, path } = splitPattern(first.value());
      return route(methods, path, [second]);
    }
    const methods = methodsIn(first.value());
    return methods && third ? route(methods, second.value(), [third]) : null;
  },
  templates: (path) => {
    const template = braceTemplate(path);
    return template === null ? null : [template];
  },
  parameters: requestInputs,
};
