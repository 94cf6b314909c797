import { posix } from 'node:path';
import type { Parameter } from '../../model.ts';
import type {
  Argument,
  FolderModule,
  FrameworkAdapter,
  MadeRouter,
  RouteAction,
  RouterAction,
  TypedHandler,
} from '../adapter.ts';
import type { Expression, FunctionExpression } from '../syntax.ts';
import { call } from './calls.ts';
import { routersIn } from './declared-routers.ts';
import { evaluate } from './evaluate.ts';
import { type CallSite, placeOf } from './machine.ts';
import { makeRouter, noPath, pathsOf, prefixesOf } from './make-router.ts';
import { memberOf } from './members.ts';
import { type LinkedModule, moduleAt } from './modules.ts';
import { remembered } from './remembered.ts';
import type { Mount, PathText, Place, Router } from './routers.ts';
import { type CodeLine, force, stringOf, type Value } from './values.ts';

/** Does to a router what an adapter says that a call does. */
export function perform(action: RouterAction, router: Router, site: CallSite): void {
  site.module.machine.actions++;
  switch (action.kind) {
    case 'route':
      addRoute(action, router, site);
      return;
    case 'prefix':
      router.prefixes = prefixesOf(action.prefix);
      return;
    case 'methods':
      router.methods = action.methods;
      return;
    case 'set':
      Object.assign(router.settings, action.settings);
      return;
    case 'serve':
      router.serves = true;
      return;
    case 'mount':
      for (const child of action.children)
        mountWhenMade(child, site, (found) => mount(found, router, action.prefix, site, action));
      return;
    case 'mount-on':
      mountWhenMade(action.parent, site, (found) => mount(router, found, action.prefix, site));
      return;
    case 'fill': {
      const child: Value = { kind: 'router', router: makeChild(action.child, router, site) };
      call(action.by.value(), [child, ...(action.more ?? []).map(({ value }) => value())], site);
      return;
    }
    case 'folder':
      for (const found of action.load(modulesBelow(action.folder, site))) perform(found, router, site);
      return;
    case 'later':
      retry(site, () => {
        for (const late of action.actions(evaluate)) perform(late, router, site);
      });
  }
}

function addRoute(action: RouteAction, router: Router, site: CallSite): void {
  const named = action.handlers.flatMap((handler) => inputsOf(handler, router.adapter, site.module));
  // What a schema says of a parameter goes before what the handler's text shows.
  const parameters = [...named, ...(action.parameters ?? [])];
  const paths = action.paths ? pathsOf(action.paths) : [router.routes.at(-1)?.path ?? noPath];
  for (const path of paths)
    router.routes.push({
      place: action.place ?? declaredAt(path, site),
      ...(action.place ? { addedAt: placeOf(site) } : {}),
      methods: action.methods,
      path,
      parameters,
      ...(action.precedes ? { precedes: true } : {}),
    });
}

/** An import cycle may not have made the other yet. */
function mountWhenMade(other: Argument, site: CallSite, mountFound: (found: Router) => void): void {
  const attempt = () => {
    const routers = routersIn(other.value());
    for (const found of routers) mountFound(found);
    return routers.length > 0;
  };
  if (!attempt()) retry(site, attempt);
}

function mount(
  child: Router,
  parent: Router,
  prefix: Value | null,
  site: CallSite,
  { replacesOwn = false, seesWholePath = false }: Pick<Mount, 'replacesOwn' | 'seesWholePath'> = {},
): void {
  // Middleware may be given the router that it is then used by.
  if (child === parent) return;
  for (const part of prefixesOf(prefix))
    child.mounts.push({ place: placeOf(site), parent, prefix: part, replacesOwn, seesWholePath });
}

function retry(site: CallSite, again: () => void): void {
  site.module.machine.retries.push({ ...placeOf(site), again });
}

/** A router of its own below another. */
export function makeChild(made: MadeRouter, parent: Router, site: CallSite): Router {
  const { adapter, givenTo } = parent;
  const place = placeOf(site);
  const child = makeRouter(made, { adapter, place, site: site.call, givenTo }, site.module.machine);
  child.mounts.push({ place, parent, prefix: noPath });
  return child;
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

/** Handlers that are given by name are looked at where that reads no further modules. */
function inputsOf(handler: Argument, adapter: FrameworkAdapter, module: LinkedModule): Parameter[] {
  const { syntax } = handler;
  const known = (syntax.kind === 'name' || syntax.kind === 'member') && handler.near?.() ? handler.value() : null;
  if (known?.kind === 'function') return parametersOf(known.syntax, adapter, known.env.module);
  return parametersOf(syntax, adapter, moduleOf(handler, module));
}

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
  let now: Parameter[] | null = null;
  const said = remembered(handler, adapter.parameters, () => {
    const { parameters, isByText } = parametersIn(handler, adapter, module);
    now = parameters;
    return { parameters: isByText ? parameters : null };
  });
  return now ?? said.parameters ?? parametersIn(handler, adapter, module).parameters;
}

/** What is by the handler's text alone stays true whatever becomes of other files. */
function parametersIn(handler: FunctionExpression, adapter: FrameworkAdapter, module: LinkedModule) {
  const { start, end, parameters } = handler;
  let isByText = true;
  const said = adapter.parameters({
    parameters: parameters.map(({ pattern }) => (pattern.kind === 'name' ? pattern.name : null)),
    text: module.syntax.text.slice(start, end),
    get typed() {
      isByText = false;
      return typedHandler(handler, module);
    },
  });
  return { parameters: said, isByText };
}

const typedHandler = (syntax: FunctionExpression, { env }: LinkedModule): TypedHandler => ({
  syntax,
  typeOf(type) {
    const [name = '', ...path] = type.split('.');
    return path.reduce(memberOf, evaluate({ kind: 'name', name }, env));
  },
});
