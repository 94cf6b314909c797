import { posix } from 'node:path';
import type { Parameter } from '../../model.ts';
import type { Argument, FolderModule, FrameworkAdapter, MadeRouter, RouterAction, RouterRole } from '../adapter.ts';
import type { Expression } from '../syntax.ts';
import { call, callUnknown } from './calls.ts';
import { routersIn } from './declared-routers.ts';
import { evaluate } from './evaluate.ts';
import { type CallSite, placeOf } from './machine.ts';
import { makeRouter, noPath, pathsOf, prefixesOf } from './make-router.ts';
import { memberOf } from './members.ts';
import { type LinkedModule, moduleAt } from './modules.ts';
import type { PathText, Place, Router } from './routers.ts';
import { type CodeLine, force, splitKeywords, stringOf, type Value } from './values.ts';

/** A method call on a router; an unknown receiver is only likely to be it. */
export function callRouter(router: Router, receiver: Value, name: string, args: Value[], site: CallSite): Value {
  const self: Value = receiver.kind === 'unknown' ? { kind: 'unknown', hint: null, wraps: router } : receiver;
  const { adapter } = router;
  const { sometimes } = site.module.machine;
  const means = adapter.methods.has(name)
    ? adapter.call({
        role: router.role,
        method: name,
        args: argumentsOf(args, site),
        decorated: decoratedBy(site),
        sometimes,
      })
    : null;
  if (!means) {
    const given = callUnknown(args);
    return adapter.fluent ? self : given;
  }
  for (const action of means.actions) perform(action, router, site);
  if (means.result === 'self') return self;
  if (means.result === 'other') return callUnknown([]);
  if ('value' in means.result) return means.result.value;
  const child = makeChild(means.result, router, site);
  for (const action of means.result.actions ?? []) perform(action, child, site);
  return { kind: 'router', router: child };
}

function makeChild(made: MadeRouter, parent: Router, site: CallSite): Router {
  const { adapter, givenTo } = parent;
  const place = placeOf(site);
  const child = makeRouter(made, { adapter, place, site: site.call, givenTo }, site.module.machine);
  child.mounts.push({ place, parent, prefix: noPath });
  return child;
}

/** Each named argument is one of its own. */
export function argumentsOf(args: Value[], { call }: CallSite): Argument[] {
  const { positional, keywords } = splitKeywords(args);
  const named = call.args.at(-1);
  const plain = named?.kind === 'keywords' ? call.args.slice(0, -1) : call.args;
  const entries = named?.kind === 'keywords' ? named.entries : [];
  return [
    ...positional.map((value, i) => argument(value, plain.length === positional.length ? plain[i] : undefined, null)),
    ...[...keywords].map(([name, value]) => {
      const entry = entries.find((candidate) => candidate.kind === 'entry' && candidate.key === name);
      return argument(value, entry?.value, name);
    }),
  ];
}

const argument = (value: Value, syntax: Expression | undefined, keyword: string | null): Argument => ({
  syntax: syntax ?? { kind: 'other', parts: [] },
  keyword,
  value: () => force(value),
});

const decoratedBy = ({ decorated }: CallSite): Argument | null =>
  decorated && argument(decorated.value, decorated.syntax, null);

export function perform(action: RouterAction, router: Router, site: CallSite): void {
  const place = placeOf(site);
  if (action.kind === 'prefix') {
    router.prefixes = prefixesOf(action.prefix);
    return;
  }
  if (action.kind === 'methods') {
    router.methods = action.methods;
    return;
  }
  if (action.kind === 'set') {
    Object.assign(router.settings, action.settings);
    return;
  }
  if (action.kind === 'serve') {
    router.serves = true;
    return;
  }
  if (action.kind === 'later') {
    const again = () => {
      for (const late of action.actions(evaluate)) perform(late, router, site);
    };
    site.module.machine.retries.push({ ...place, again });
    return;
  }
  if (action.kind === 'route') {
    const named = action.handlers.flatMap((handler) =>
      parametersOf(handler.syntax, router.adapter, moduleOf(handler, site.module)),
    );
    // What a schema says of a parameter goes before what the handler's text shows.
    const parameters = [...named, ...(action.parameters ?? [])];
    const paths = action.paths ? pathsOf(action.paths) : [router.routes.at(-1)?.path ?? noPath];
    for (const path of paths)
      router.routes.push({
        place: action.place ?? declaredAt(path, site),
        methods: action.methods,
        path,
        parameters,
        ...(action.precedes ? { precedes: true } : {}),
      });
    return;
  }
  if (action.kind === 'fill') {
    const child: Value = { kind: 'router', router: makeChild(action.child, router, site) };
    call(action.by.value(), [child, ...(action.more ?? []).map(({ value }) => value())], site);
    return;
  }
  if (action.kind === 'folder') {
    for (const found of action.load(modulesBelow(action.folder, site))) perform(found, router, site);
    return;
  }
  const prefixes = prefixesOf(action.prefix);
  const mountsOn = action.kind === 'mount-on';
  const replacesOwn = action.kind === 'mount' && action.replacesOwn === true;
  for (const other of mountsOn ? [action.parent] : action.children) {
    const mount = () => {
      const routers = routersIn(other.value());
      for (const found of routers) {
        const [child, parent] = mountsOn ? [router, found] : [found, router];
        // Middleware may be given the router that it is then used by.
        if (child === parent) continue;
        for (const prefix of prefixes) child.mounts.push({ place, parent, prefix, replacesOwn });
      }
      return routers.length > 0;
    };
    if (!mount()) site.module.machine.retries.push({ ...place, again: mount });
  }
}

/** None, with a warning, when nobody knows which folder it is. */
function modulesBelow(folder: Value, site: CallSite): FolderModule[] {
  const path = stringOf(folder);
  const { machine } = site.module;
  if (path === null) machine.warnFolder(placeOf(site));
  const inside = path === null ? null : posix.join(path.replace(/^\//, ''), '/').replace(/^(\.?\/)+/, '');
  return inside === null
    ? []
    : machine.project.files
        .below(inside)
        .map((file) => ({ path: file.slice(inside.length), exports: () => force(moduleAt(file, site.module)) }));
}

/**
 * Where a person would say that a route is declared: the call on the router, unless that stands in a helper which was
 * given the path, `this.get('/users', list)` in a class of its own. Then it is the call that the path is written in.
 */
function declaredAt(path: PathText, site: CallSite): Place {
  const { calls } = site.module.machine;
  const at = path.state === 'known' ? path.at : null;
  if (!at || calls.at(-1)?.site.call !== site.call) return placeOf(site);
  for (const { site: around, within } of calls.toReversed()) {
    if (around.module.file !== at.file) continue;
    if (holds(around.call, at)) return placeOf(around);
    if (within && holds(within, at)) break;
  }
  // A constant: what names it stands in the same file, or in the one of the router.
  return placeOf(calls.findLast(({ site: around }) => around.module.file === at.file)?.site ?? site);
}

const holds = (code: { line: number; endLine: number }, at: CodeLine): boolean =>
  code.line <= at.line && at.line <= code.endLine;

/** Methods of a class that is given as a handler may stand in another module. */
function moduleOf({ syntax, value }: Argument, site: LinkedModule): LinkedModule {
  const handler = syntax.kind === 'function' ? value() : null;
  return handler?.kind === 'function' && handler.syntax === syntax ? handler.env.module : site;
}

function parametersOf(handler: Expression, adapter: FrameworkAdapter, module: LinkedModule): Parameter[] {
  // A handler from elsewhere is not looked up: that would read modules only for the names of parameters.
  if (handler.kind === 'call') return handler.args.flatMap((arg) => parametersOf(arg, adapter, module));
  if (handler.kind === 'array') return handler.items.flatMap((item) => parametersOf(item, adapter, module));
  if (handler.kind !== 'function') return [];
  const { start, end, parameters } = handler;
  return adapter.parameters({
    parameters: parameters.map(({ pattern }) => (pattern.kind === 'name' ? pattern.name : null)),
    text: module.syntax.text.slice(start, end),
    typed: {
      syntax: handler,
      typeOf(type) {
        const [name = '', ...path] = type.split('.');
        return path.reduce(memberOf, evaluate({ kind: 'name', name }, module.env));
      },
    },
  });
}

/** Whether the name of a method alone may mean a router. */
export const isTelling = (method: string, { methods, commonMethods }: FrameworkAdapter): boolean =>
  methods.has(method) && !commonMethods?.has(method);

/** A parameter that nobody was seen to pass, but that is named and used like a router. */
export function guessRouter(receiver: Value, method: string, args: Value[], site: CallSite): Router | null {
  if (receiver.kind !== 'unknown' || !receiver.hint) return null;
  const { machine } = site.module;
  const known = machine.guessed.get(receiver);
  if (known) return known;
  const hint = receiver.hint();
  for (const adapter of machine.adaptersFor(site.module.language)) {
    if (!isTelling(method, adapter) || !adapter.packages.some((name) => machine.packages.has(name))) continue;
    const role = adapter.resembles(hint);
    if (role === null || !looksLikeRouting(adapter, role, method, args, site)) continue;
    const origin = { adapter, place: placeOf(site), site: receiver, givenTo: machine.uncalled };
    const router = makeRouter({ role, prefix: null }, origin, machine);
    machine.guessed.set(receiver, router);
    return router;
  }
  return null;
}

/** HTTP clients end in options or a body; routes end in a handler. */
function looksLikeRouting(
  adapter: FrameworkAdapter,
  role: RouterRole,
  method: string,
  args: Value[],
  site: CallSite,
): boolean {
  const means = adapter.call({
    role,
    method,
    args: argumentsOf(args, site),
    decorated: decoratedBy(site),
    sometimes: false,
  });
  if (means && site.decorated) return true;
  const last = site.call.args.findLast((arg) => arg.kind !== 'keywords');
  if (!means || !last) return false;
  if ((typeof means.result === 'object' && 'role' in means.result) || !notHandlers.has(last.kind)) return true;
  // `server.route({ method, path, handler })`: the object is not what handles the request, it names that.
  return means.actions.some(
    (action) => action.kind === 'route' && action.handlers.every(({ syntax }) => syntax !== last),
  );
}

const notHandlers = new Set<Expression['kind']>(['literal', 'regex', 'object', 'concatenation', 'other']);
