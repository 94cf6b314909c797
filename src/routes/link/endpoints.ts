import type { Endpoint, Parameter, PathStep, ScanResult, ScanWarning } from '../../model.ts';
import type { FrameworkAdapter } from '../adapter.ts';
import type { Machine } from './machine.ts';
import type { Mount, PathText, Place, Router } from './routers.ts';

/** Routers mounted in very many places, or in each other, would otherwise give paths without end. */
const maxPathsARouter = 64;

/**
 * Full paths from the routers and where they are mounted. A router that nothing mounts is listed under its own paths,
 * with a warning: that is all that is known of it, and right for a library or a router that a platform mounts. One that
 * is mounted under a prefix which only the running program knows is not listed there: the path would be invented.
 */
export function collectEndpoints(machine: Machine): ScanResult {
  const collector = new Collector(machine);
  for (const router of machine.routers) collector.add(router);
  return {
    endpoints: [...collector.endpoints.values()].sort(byPathMethodFile),
    warnings: [...machine.warnings.values(), ...collector.warnings.values()].sort(byFileAndLine),
  };
}

/** What stands before a router's paths, `''` for nothing, and how that came about. */
interface Base {
  path: string;
  why: PathStep[];
}

class Collector {
  readonly endpoints = new Map<string, Endpoint>();
  readonly warnings = new Map<string, ScanWarning>();
  readonly #machine: Machine;
  /** Where the code fills each router, with routes or with other routers. */
  readonly #contents = new Map<Router, Set<string>>();
  /** The same of all mounted routers that one piece of code makes. */
  readonly #mounted = new Map<unknown, Set<string>>();

  constructor(machine: Machine) {
    this.#machine = machine;
    for (const router of machine.routers)
      this.#contents.set(router, new Set(router.routes.map((route) => placeText(route.place))));
    for (const router of machine.routers)
      for (const mount of this.#mountsOf(router)) this.#contents.get(mount.parent)?.add(placeText(mount.place));
    for (const router of machine.routers)
      if (this.#mountsOf(router).length > 0)
        this.#mounted.set(router.site, union(this.#mounted.get(router.site), this.#contents.get(router)));
  }

  add(router: Router): void {
    if (this.#contents.get(router)?.size === 0) return;
    const bases = this.#basesOf(router, new Set());
    if (bases.length === 0) return;
    for (const route of router.routes) {
      const templates = this.#templates(route.path, router.adapter, route.place, 'unresolved-path');
      for (const base of bases)
        for (const template of templates)
          for (const method of route.methods) {
            const path = joinPaths(base.path, template);
            const { file, line, endLine } = route.place;
            const parameters = withPathParameters(path, route.parameters);
            const why = [...base.why, step(`${method} ${template || '/'}`, route.place)];
            const endpoint = { method, path, framework: router.adapter.name, file, line, endLine, parameters, why };
            this.endpoints.set(`${method} ${path} ${file}:${line}`, endpoint);
          }
    }
  }

  /** None when it hangs nowhere that is known. */
  #basesOf(router: Router, below: Set<Router>): Base[] {
    if (below.has(router) || this.#isSuperseded(router)) return [];
    const own = router.prefixes
      .flatMap((prefix) => this.#templates(prefix, router.adapter, router.place, 'unresolved-prefix'))
      .map((path): Base => ({ path, why: path === '' ? [] : [step(`prefix ${path}`, router.place)] }));
    const mounts = this.#mountsOf(router);
    if (mounts.length === 0) {
      if (router.role !== 'application') this.#warnUnmounted(router);
      const outermost = step(nameOf(router), router.place);
      return own.map(({ path, why }) => ({
        path: joinPaths('', path).replace(/^\/$/, ''),
        why: [outermost, ...why],
      }));
    }
    const path = new Set([...below, router]);
    const bases = new Map<string, Base>();
    for (const mount of mounts) {
      const templates = this.#templates(mount.prefix, router.adapter, mount.place, 'unresolved-prefix');
      if (templates.length === 0) continue;
      const mounts = templates.map((path): Base => ({ path, why: mountSteps(path, mount, router) }));
      for (const base of this.#basesOf(mount.parent, path))
        for (const mounted of mounts)
          for (const last of own) {
            if (bases.size >= maxPathsARouter) continue;
            const path = joinPaths(joinPaths(base.path, mounted.path), last.path);
            bases.set(path, { path, why: [...base.why, ...mounted.why, ...last.why] });
          }
    }
    return [...bases.values()];
  }

  #mountsOf(router: Router): Mount[] {
    return router.mounts.filter((mount) => !this.#isStandIn(mount.parent));
  }

  /** A guessed parameter of a function that turned out to be called after all. */
  #isStandIn(router: Router): boolean {
    return router.givenTo !== null && this.#machine.called.has(router.givenTo);
  }

  /** The same code made and filled another router, and that one is mounted. A shared helper may make unlike ones. */
  #isSuperseded(router: Router): boolean {
    if (this.#isStandIn(router)) return true;
    const mounted = this.#mounted.get(router.site);
    if (!mounted || this.#mountsOf(router).length > 0) return false;
    return [...(this.#contents.get(router) ?? [])].every((place) => mounted.has(place));
  }

  #templates(
    path: PathText,
    adapter: FrameworkAdapter,
    { file, line }: Place,
    kind: 'unresolved-prefix' | 'unresolved-path',
  ): string[] {
    const templates = path.state === 'known' ? adapter.templates(path.text) : null;
    if (templates) return templates;
    const reason = path.state === 'known' ? `No path template says ${path.text}.` : path.reason;
    this.warnings.set(`${kind} ${file}:${line}`, { kind, file, line, reason });
    return [];
  }

  #warnUnmounted({ place: { file, line } }: Router): void {
    const reason = 'Nothing in the scanned code mounts this router; its routes are listed under their own paths.';
    this.warnings.set(`unmounted ${file}:${line}`, { kind: 'unresolved-prefix', file, line, reason });
  }
}

const step = (text: string, { file, line }: Place): PathStep => ({ text, file, line });

function nameOf({ label, role, adapter }: Router): string {
  if (label) return label;
  return role === 'application'
    ? `${adapter.name} application`
    : `${adapter.name} ${role} that nothing seen here mounts`;
}

/** A router that its parent makes hangs there from the start: that is no step of its own. */
function mountSteps(path: string, { place }: Mount, child: Router): PathStep[] {
  if (path !== '') return [step(`mounted at ${path}`, place)];
  return placeText(place) === placeText(child.place) ? [] : [step('mounted without a prefix', place)];
}

const placeText = ({ file, line }: Place): string => `${file}:${line}`;

const union = <T>(a: Iterable<T> = [], b: Iterable<T> = []): Set<T> => new Set([...a, ...b]);

export function joinPaths(base: string, path: string): string {
  const joined = `${base}/${path}`.replace(/\/{2,}/g, '/');
  // A router's own `/` is its prefix; a slash that somebody wrote at the end of a path stays.
  return path.replaceAll('/', '') === '' && joined !== '/' ? joined.replace(/\/$/, '') : joined;
}

function withPathParameters(path: string, others: Parameter[]): Parameter[] {
  const inPath = [...path.matchAll(/\{([^}]+?)\*?\}/g)].map(
    ([, name = '']): Parameter => ({ name, in: 'path', required: true }),
  );
  return [
    ...new Map([...inPath, ...others].map((parameter) => [`${parameter.in} ${parameter.name}`, parameter])).values(),
  ];
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const byPathMethodFile = (a: Endpoint, b: Endpoint): number =>
  compare(a.path, b.path) || compare(a.method, b.method) || compare(a.file, b.file) || a.line - b.line;

const byFileAndLine = (a: ScanWarning, b: ScanWarning): number =>
  compare(a.file, b.file) || ('line' in a ? a.line : 0) - ('line' in b ? b.line : 0) || compare(a.kind, b.kind);
