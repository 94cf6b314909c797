import type {
  Endpoint,
  Method,
  Parameter,
  PathStep,
  RouteCompletions,
  ScanResult,
  ScanWarning,
  UnresolvedEndpoint,
} from '../../model.ts';
import type { FrameworkAdapter } from '../adapter.ts';
import { type Base, Bases, type Gap, joinRoute, placeText, step, templatesOf } from './bases.ts';
import { completedStep } from './completions.ts';
import type { Machine } from './machine.ts';
import type { Route, Router } from './routers.ts';
import { servedOf, underSettings } from './settings.ts';

/**
 * Full paths from the routers and where they are mounted. A router that nothing mounts is listed under its own paths,
 * with a warning: that is all that is known of it, and right for a library or a router that a platform mounts. One that
 * is mounted under a prefix which only the running program knows is not listed there, as the path would be invented: it
 * is unresolved, until a person says what stands there.
 */
export function collectEndpoints(machine: Machine, completions: RouteCompletions): ScanResult {
  const collector = new Collector(machine, completions);
  for (const router of machine.routers) collector.add(router);
  return sorted({
    endpoints: [...collector.endpoints.values()],
    unresolved: [...collector.unresolved.values()].map((complete) => complete()),
    warnings: [...machine.warnings.values(), ...collector.warnings.values()],
  });
}

/** Each list is its own to sort. */
export const sorted = ({ endpoints, unresolved, warnings }: ScanResult): ScanResult => ({
  endpoints: endpoints.sort(byPathMethodFile),
  unresolved: unresolved.sort(byPlace),
  warnings: warnings.sort(byFileAndLine),
});

class Collector {
  readonly endpoints = new Map<string, Endpoint>();
  /** The keys that complete them are known when all routers have been looked at. */
  readonly unresolved = new Map<string, () => UnresolvedEndpoint>();
  readonly warnings: Map<string, ScanWarning>;
  readonly #bases: Bases;

  constructor(machine: Machine, completions: RouteCompletions) {
    this.#bases = new Bases(machine, completions);
    this.warnings = this.#bases.warnings;
  }

  add(router: Router): void {
    // One that only holds others is looked at for their sake, and is worth no warning of its own.
    if (router.routes.length === 0) return;
    const all = servedOf(this.#bases.of(router));
    const whole = all.filter(({ gap }) => gap === null);
    // What can be called somewhere needs nobody to say where else it may hang: the warning about that is enough.
    const bases = whole.length > 0 ? whole : all;
    if (bases.length === 0) return;
    const methods = methodsOf(router);
    for (const route of router.routes) {
      if (route.precedes && router.routes.some((other) => !other.precedes)) continue;
      const answering = methods ? { ...route, methods } : route;
      const read = templatesOf(route.path, router.adapter);
      if (read.state === 'unresolved') this.#addUnknown(router, answering, bases[0]!, read.reason);
      else
        for (const base of bases) for (const template of read.templates) this.#add(router, answering, base, template);
    }
  }

  #add(router: Router, route: Route, base: Base, template: string): void {
    const joined = joinRoute(base.path, template, router.adapter);
    for (const method of route.methods)
      for (const { path, gap, why } of underSettings(base, this.#bases, { router, route, method, path: joined }))
        if (gap) this.#addGap(router, { ...route, methods: [method] }, gap, path);
        else
          this.#addEndpoint(router, route, method, path, [
            ...why,
            ...this.#bases.assumed(route.path),
            ...routeSteps(route, `${method} ${template || '/'}`),
          ]);
  }

  #addEndpoint(
    { adapter }: Router,
    { place, parameters }: Route,
    method: Endpoint['method'],
    path: string,
    why: PathStep[],
  ): void {
    const { file, line, endLine } = place;
    this.endpoints.set(`${method} ${path} ${file}:${line}`, {
      method,
      path,
      framework: adapter.name,
      file,
      line,
      endLine,
      parameters: withPathParameters(path, parameters, adapter),
      why,
    });
  }

  /** The route's own path is not known; what stands before it may be. */
  #addUnknown(router: Router, route: Route, { path, gap }: Base, reason: string): void {
    const at = route.addedAt ?? route.place;
    const { file, line } = at;
    const said = this.#bases.completions.pathOf(at);
    if (said !== null) {
      for (const method of route.methods) this.#addEndpoint(router, route, method, said, [completedStep(said)]);
      return;
    }
    this.warnings.set(`unresolved-path ${file}:${line}`, { kind: 'unresolved-path', file, line, reason });
    const missing = { missing: 'path', path: gap ? '' : path, reason, at: { file, line } } as const;
    this.#addUnresolved(router, route, missing, () => `${file}:${line}`);
  }

  #addGap(router: Router, route: Route, { reason, place: { file, line }, router: cause }: Gap, path: string): void {
    const missing = { missing: 'prefix', path, reason, at: { file, line } } as const;
    this.#addUnresolved(router, route, missing, () => this.#bases.completions.keyOf(cause));
  }

  #addUnresolved(
    { adapter }: Router,
    { place: { file, line, endLine }, methods, parameters }: Route,
    missing: Pick<UnresolvedEndpoint, 'missing' | 'path' | 'reason' | 'at'>,
    key: () => string,
  ): void {
    for (const method of methods)
      this.unresolved.set(`${method} ${missing.path} ${file}:${line} ${placeText(missing.at)}`, () => ({
        method,
        ...missing,
        key: key(),
        framework: adapter.name,
        file,
        line,
        endLine,
        parameters,
      }));
  }
}

/** Also those that a router it hangs under leaves. */
function methodsOf(router: Router, below: Router[] = []): Method[] | null {
  if (router.methods || below.includes(router)) return router.methods;
  const [mount] = router.mounts;
  return mount ? methodsOf(mount.parent, [...below, router]) : null;
}

/** What is said of path parameters counts where the path has them. */
function withPathParameters(path: string, others: Parameter[], { inputsByName }: FrameworkAdapter): Parameter[] {
  const inPath = [...path.matchAll(/\{([^{}]+?)\*?\}/g)].map(
    ([, name = '']): Parameter => ({ name, in: 'path', required: true }),
  );
  const found = new Map(inPath.map((parameter) => [`path ${parameter.name}`, parameter]));
  for (const other of others) {
    const inPath = `path ${other.name}`;
    const isPart = other.in === 'path' || (inputsByName === true && other.in === 'query' && found.has(inPath));
    if (!isPart) found.set(`${other.in} ${other.name}`, other);
    else if (found.has(inPath)) found.set(inPath, { ...other, in: 'path', required: true });
  }
  return [...found.values()];
}

function routeSteps({ place, addedAt }: Route, text: string): PathStep[] {
  if (!addedAt || placeText(addedAt) === placeText(place)) return [step(text, place)];
  return [step(text, addedAt), step('its handler', place)];
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const byPathMethodFile = (a: Endpoint, b: Endpoint): number =>
  compare(a.path, b.path) || compare(a.method, b.method) || compare(a.file, b.file) || a.line - b.line;

const byPlace = (a: UnresolvedEndpoint, b: UnresolvedEndpoint): number =>
  compare(a.file, b.file) || a.line - b.line || compare(a.path, b.path) || compare(a.method, b.method);

const byFileAndLine = (a: ScanWarning, b: ScanWarning): number =>
  compare(a.file, b.file) || ('line' in a ? a.line : 0) - ('line' in b ? b.line : 0) || compare(a.kind, b.kind);
