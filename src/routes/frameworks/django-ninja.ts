import type { Method } from '../../model.ts';
import type { Argument, FrameworkAdapter, RouterCall } from '../adapter.ts';
import { python } from '../languages/python.ts';
import { memberOf } from '../link/members.ts';
import { force, stringOf, type Value } from '../link/values.ts';
import { argumentAt, methodNamed, methodsIn } from './shared/arguments.ts';
import { handlerParameters } from './shared/python-parameters.ts';

/** Django Ninja: its APIs stand in a URLconf of Django. https://django-ninja.dev/guides/routers/ */
export const adapter: FrameworkAdapter = {
  name: 'django-ninja',
  language: python,
  packages: ['ninja', 'ninja_extra'],
  methods: new Set(['get', 'post', 'put', 'patch', 'delete', 'api_operation', 'add_router']),
  commonMethods: new Set(['get', 'post', 'put', 'patch', 'delete']),
  aliases: new Set(['urls']),
  keepsSlash: true,
  inputsByName: true,
  concerns: (text) => /\bninja/.test(text) && /\b(?:Ninja\w*API|Router)\(/.test(text),
  creates({ module, path }) {
    if (!/^ninja(?:_extra)?(?:\.|$)/.test(module)) return null;
    return /^(?:Ninja\w*API|Router)$/.test(path.at(-1) ?? '') ? { role: 'router', prefix: null } : null;
  },
  resembles: () => null,
  call({ method, args, decorated, importModule }) {
    if (method === 'add_router') return mount(args, importModule);
    const many = method === 'api_operation';
    const path = argumentAt(args, many ? 1 : 0, 'path');
    const methods = many ? methodsOf(argumentAt(args, 0, 'methods')) : [methodNamed(method) ?? 'ANY'];
    if (!path || !decorated) return null;
    return { actions: [{ kind: 'route', methods, paths: path.value(), handlers: [decorated] }], result: 'other' };
  },
  /** `{int:id}`, and `<int:id>` where Django's own paths lead here. */
  templates: (path) => [
    path
      .replace(/<([^<>]+)>/g, '{$1}')
      .replace(/\{path:(\w+)\}/g, '{$1*}')
      .replace(/\{\w+:(\w+)\}/g, '{$1}'),
  ],
  parameters: handlerParameters,
};

const methodsOf = (given: Argument | null): Method[] => (given && methodsIn(given.value())) ?? ['ANY'];

/** `api.add_router('/events/', router)`, or the name of one: `'events.api.router'`. */
function mount(args: Argument[], importModule: (specifier: string) => Value): RouterCall | null {
  const prefix = argumentAt(args, 0, 'prefix');
  const router = argumentAt(args, 1, 'router');
  if (!prefix || !router) return null;
  const [, module, name] = /^(.+)\.(\w+)$/.exec(stringOf(router.value()) ?? '') ?? [];
  const named = (): Value => force(memberOf(importModule(module!), name!));
  const child = module && name ? { ...router, value: named as Argument['value'] } : router;
  return { actions: [{ kind: 'mount', prefix: prefix.value(), children: [child] }], result: 'other' };
}
