import type { Method, Parameter } from '../../model.ts';
import type { Argument, FrameworkAdapter, HandlerText, RouterCall } from '../adapter.ts';
import { javascript } from '../languages/javascript.ts';
import { literal, type Value } from '../link/values.ts';
import { escaped, inputsIn } from './shared/handler-text.ts';
import { templatesOf } from './shared/path-to-regexp.ts';

/** `.get`, `['get']` */
const methodCall = /(?:\.|\[\s*['"`])\s*(?:get|head|post|put|patch|delete|options|all|use|route)\b/;

/** `from './app'`, `require('../server/Server')`: an entry file says with which settings the application is made. */
const importsApplication = /['"`](?:[.~#]|@\/)[^'"`\n]*\b(?:app|server|api|routes?|routers?)(?:\.[cm]?[jt]s)?['"`]/i;

/** https://expressjs.com/en/5x/api.html */
export const adapter: FrameworkAdapter = {
  name: 'express',
  language: javascript,
  packages: ['express', 'express-promise-router'],
  methods: new Set(['get', 'head', 'post', 'put', 'patch', 'delete', 'options', 'query', 'all', 'use', 'route']),
  commonMethods: new Set(['query']),
  concerns: (text) =>
    /\bexpress\b/.test(text) ||
    importsApplication.test(text) ||
    (/\bapp\b|\bserver\b|[rR]oute/.test(text) && methodCall.test(text)),
  creates({ module, path }) {
    const called = [module, ...path].join('.');
    if (called === 'express') return { role: 'application', prefix: null };
    if (called === 'express.Router' || called === 'express-promise-router') return { role: 'router', prefix: null };
    return null;
  },
  resembles({ name, type }) {
    if (type === null)
      return /^(app|server)$|App$/.test(name) ? 'application' : /^routes?r?$|Router$/.test(name) ? 'router' : null;
    if (typeof type === 'string' || !/^express(-serve-static-core)?$/.test(type.module)) return null;
    const last = type.path.at(-1) ?? '';
    if (/^I?Router$/.test(last)) return 'router';
    return /^(Express|I?Application)$/.test(last) ? 'application' : null;
  },
  call({ role, method, args }) {
    if (method === 'use') return use(args);
    if (method === 'route') return args[0] ? { actions: [], result: { role: 'route', prefix: args[0].value() } } : null;
    const methods: Method[] = [method === 'all' ? 'ANY' : (method.toUpperCase() as Method)];
    // `.route('/x').all(authenticate).get(show)`: what stands for all methods is there for the others.
    if (role === 'route') return routeCall(methods, literal(''), args, method === 'all');
    const [path, ...handlers] = args;
    // `app.get('setting')` reads a setting.
    return path && handlers.length > 0 ? routeCall(methods, path.value(), handlers) : null;
  },
  templates: templatesOf,
  aliases: new Set(['app']),
  parameters,
};

const routeCall = (methods: Method[], paths: Value, handlers: Argument[], precedes = false): RouterCall => ({
  actions: [{ kind: 'route', methods, paths, handlers, precedes }],
  result: 'self',
});

function use(args: Argument[]): RouterCall {
  const [first, ...rest] = args;
  const hasPrefix = first && rest.length > 0 && isPrefix(first);
  if (hasPrefix && rest.every(answers)) return routeCall(['ANY'], first.value(), rest);
  return {
    actions: [{ kind: 'mount', prefix: hasPrefix ? first.value() : null, children: hasPrefix ? rest : args }],
    result: 'self',
  };
}

/** A function without `next` cannot pass the request on: `app.use('/health', (req, res) => res.send('ok'))`. */
function answers({ syntax }: Argument): boolean {
  if (syntax.kind !== 'function' || syntax.parameters.length !== 2) return false;
  const [, response] = syntax.parameters;
  return response?.pattern.kind === 'name' && /^res/i.test(response.pattern.name);
}

/** Whether the first argument of `use` is a path, and not yet a handler. */
function isPrefix({ syntax, value }: Argument): boolean {
  const first = value();
  if (first.kind === 'array') {
    const kinds = first.items.map((item) => item.kind);
    return kinds.includes('literal') || kinds.includes('regex');
  }
  if (first.kind === 'literal' || first.kind === 'regex') return true;
  if (first.kind !== 'unknown' || first.wraps) return false;
  if (syntax.kind === 'concatenation' || syntax.kind === 'index') return true;
  // An unknown name: people call paths paths, and write constants in capitals.
  const name = syntax.kind === 'name' || syntax.kind === 'member' ? syntax.name : '';
  return /path|prefix|base|url|route$|version|^[A-Z][A-Z0-9_]+$/i.test(name) && !/(er|are|handler)$/i.test(name);
}

function parameters({ parameters: names, text }: HandlerText): Parameter[] {
  // Error handlers take the error first.
  const request = names[names.length === 4 ? 1 : 0];
  if (!request) return [];
  const place = (name: string) => String.raw`${escaped(request)}\s*\??\.\s*${name}`;
  return inputsIn(text, { query: place('query'), body: place('body') });
}
