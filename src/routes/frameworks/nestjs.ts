import type { Argument, FrameworkAdapter, RouterAction, RouterCall, Settings } from '../adapter.ts';
import { javascript } from '../languages/javascript.ts';
import { force, lazy, literal, type Value } from '../link/values.ts';
import { controllerOf } from './nestjs/controllers.ts';
import { isRecorded, record } from './nestjs/decorators.ts';
import { moduleActions } from './nestjs/modules.ts';
import { namesOf, prefixesOf } from './nestjs/prefixes.ts';
import { templatesOf } from './shared/path-to-regexp.ts';

const decorator =
  /@(?:\w*Controller|Module|Get|Post|Put|Patch|Delete|All|Sse|Head|Options|QueryMethod|RequestMapping)\s*\(/;
const application = /\bNestFactory\b|\bNest(?:Express|Fastify)?Application\b|\bINestApplication\b|\bsetGlobalPrefix\b/;

/** https://docs.nestjs.com/controllers, https://docs.nestjs.com/techniques/versioning */
export const adapter: FrameworkAdapter = {
  name: 'nestjs',
  language: javascript,
  packages: ['@nestjs/common', '@nestjs/core', '@nestjs/platform-express', '@nestjs/platform-fastify'],
  methods: new Set(['setGlobalPrefix', 'enableVersioning', 'listen', 'get']),
  concerns: (text) => decorator.test(text) || application.test(text),
  creates(origin, args) {
    const name = origin.path.join('.');
    if (name === 'NestFactory.create' && isRecorded(origin)) {
      const [root] = args;
      const later: RouterAction = { kind: 'later', actions: (evaluate) => (root ? moduleActions(root, evaluate) : []) };
      return { role: 'application', prefix: null, actions: [later] };
    }
    if (!isRecorded(origin)) return null;
    const values = args.map((arg) => lazy(() => false, arg.value));
    if (name === 'applyDecorators') return { value: { kind: 'array', items: values } };
    return { value: record(name, values) };
  },
  resembles: ({ type }) =>
    type !== null &&
    typeof type === 'object' &&
    type.module.startsWith('@nestjs/') &&
    /^I?Nest(Express|Fastify)?Application$/.test(type.path.join('.'))
      ? 'application'
      : null,
  call({ method, args, sometimes }) {
    if (method === 'get') return injected(args[0]);
    if (method === 'listen') return { actions: [{ kind: 'serve' }], result: 'other' };
    return set(method === 'setGlobalPrefix' ? globalPrefix(args, sometimes) : versioning(args[0]));
  },
  declaresClass: controllerOf,
  prefixes: prefixesOf,
  templates: (path) => templatesOf(path)?.map((template) => template.replace(/(?<=.)\/+$/, '')) ?? null,
  parameters: () => [],
};

const set = (settings: Settings): RouterCall => ({ actions: [{ kind: 'set', settings }], result: 'self' });

/** `app.get(ConfigService)`: what is asked of it is recorded as if it were asked of the class. */
function injected(type: Argument | undefined): RouterCall | null {
  const value = type?.value();
  return value?.kind === 'external' ? { actions: [], result: { value } } : null;
}

/** `app.setGlobalPrefix('api', { exclude: ['health'] })` */
function globalPrefix([prefix, options]: Argument[], sometimes: boolean): Settings {
  if (!prefix) return {};
  const { exclude } = namesOf(options?.value());
  return { prefix: prefix.value(), sometimes: literal(sometimes), ...(exclude ? { exclude } : {}) };
}

/** `app.enableVersioning({ type: VersioningType.URI, defaultVersion: '1' })`; other types leave the path alone. */
function versioning(options: Argument | undefined): Settings {
  const { type, prefix, defaultVersion } = namesOf(options?.value());
  const kind = type && force(type);
  const isUri = !kind || (kind.kind === 'external' && kind.origin.path.at(-1) === 'URI');
  const noVersion: Value = literal(null);
  return {
    versioned: literal(isUri),
    versionPrefix: prefix ?? literal('v'),
    version: defaultVersion ?? noVersion,
  };
}
