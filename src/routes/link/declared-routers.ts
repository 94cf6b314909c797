import type { DeclaredRouter, FrameworkAdapter } from '../adapter.ts';
import { declarationsOf } from './declarations.ts';
import { evaluate } from './evaluate.ts';
import type { Machine } from './machine.ts';
import { flat, makeRouter, noPath, pathsOf } from './make-router.ts';
import type { LinkedModule } from './modules.ts';
import type { Router } from './routers.ts';
import { type ClassValue, force, routerOf, type Value } from './values.ts';

/** The routers that a value is, that a class declares, or that are in the arrays it is. */
export const routersIn = (value: Value): Router[] =>
  flat(value).flatMap((item) => (item.kind === 'class' ? classRouter(item) : routerOf(item)) ?? []);

/** Routes that a module declares by its place and exports. */
export function declareRoutes(module: LinkedModule): void {
  const { machine, language } = module;
  const declarations = declarationsOf(module);
  for (const adapter of machine.adapters) {
    if (!adapter.declares || adapter.language !== language) continue;
    for (const declared of adapter.declares(declarations)) declareRouter(declared, adapter, { module, site: declared });
  }
}

/** The one router of a class, declared when something first asks for it. */
function classRouter(value: ClassValue): Router | null {
  const { module } = value.env;
  const { machine, language } = module;
  const known = machine.classRouters.get(value);
  if (known !== undefined) return known;
  machine.classRouters.set(value, null);
  for (const adapter of machine.adapters) {
    const declared = adapter.language === language && adapter.declaresClass?.({ value, evaluate });
    if (!declared) continue;
    const router = declareRouter(declared, adapter, { module, site: value.syntax });
    machine.classRouters.set(value, router);
    return router;
  }
  return null;
}

function declareRouter(
  declared: DeclaredRouter,
  adapter: FrameworkAdapter,
  { module: { file, machine }, site }: { module: LinkedModule; site: unknown },
): Router {
  const { line, endLine } = declared;
  const router = makeRouter(declared, { adapter, place: { file, line, endLine }, site, givenTo: null }, machine);
  Object.assign(router.settings, declared.settings);
  for (const child of (declared.children ?? []).flatMap(routersIn))
    child.mounts.push({ place: router.place, parent: router, prefix: noPath });
  for (const route of declared.routes) {
    const { methods, parameters, settings = {} } = route;
    const place = { file: route.file ?? file, line: route.line, endLine: route.endLine };
    for (const path of pathsOf(route.paths)) router.routes.push({ path, methods, parameters, place, settings });
  }
  return router;
}

/**
 * Classes that nothing mounts, as far as the code could be followed, still declare routes. What others inherit from
 * declares them there.
 */
export function declareClasses(machine: Machine, modules: LinkedModule[]): void {
  const classes = modules.flatMap((module) => module.classes);
  const parents = new Set(classes.map((value) => syntaxOf(value.parent)));
  for (const value of classes) {
    if (parents.has(value.syntax)) continue;
    machine.run(value.env.module.file, value.syntax.line, () => {
      const router = classRouter(value);
      if (router?.mounts.length === 0 && router.role !== 'application') mountNearby(router, machine);
    });
  }
}

const syntaxOf = (value: Value | null) => {
  const known = value && force(value);
  return known?.kind === 'class' ? known.syntax : null;
};

/** Under the only application that could hold it: of several, the one whose folder it shares. */
function mountNearby(router: Router, machine: Machine): void {
  const { adapter, place } = router;
  const made = machine.routers.filter(
    (other) => other.adapter === adapter && other.role === 'application' && other.givenTo === null,
  );
  const serving = made.filter(({ serves }) => serves);
  // A helper that several programs call makes several, all of them alike as far as this is concerned.
  const unlike = new Map((serving.length > 0 ? serving : made).map((other) => [other.site, other]));
  const near = [...unlike.values()].map((application) => ({
    application,
    shared: sharedFolders(application.place.file, place.file),
  }));
  near.sort((a, b) => b.shared - a.shared);
  const [first, second] = near;
  if (!first || first.shared === second?.shared) return;
  router.mounts.push({ place, parent: first.application, prefix: noPath });
  const reason =
    'No code that could be followed mounts this router; its routes are listed under the nearest application.';
  const { file, line } = place;
  machine.warnings.set(`nearby ${file}:${line}`, { kind: 'unresolved-prefix', file, line, reason });
}

function sharedFolders(a: string, b: string): number {
  const folders = a.split('/').slice(0, -1);
  const others = b.split('/').slice(0, -1);
  const differs = folders.findIndex((folder, i) => folder !== others[i]);
  return differs < 0 ? folders.length : differs;
}
