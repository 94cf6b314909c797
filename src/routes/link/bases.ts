import type { PathStep, RouteCompletions, ScanWarning } from '../../model.ts';
import type { FrameworkAdapter } from '../adapter.ts';
import { Completions, completedStep } from './completions.ts';
import type { Machine } from './machine.ts';
import type { Mount, PathText, Place, Router } from './routers.ts';
import type { CodeLine } from './values.ts';

/** Routers mounted in very many places, or in each other, would otherwise give paths without end. */
const maxPathsARouter = 64;
/** Mounts that are looked at on all ways from one router outwards, and on one of them. */
const maxMountsARouter = 10_000;
const maxMountDepth = 200;

/** What stands before a router's paths, `''` for nothing, and how that came about. */
export interface Base {
  /** A router's own prefix does not come behind it. */
  replacesOwn?: boolean;
  path: string;
  why: PathStep[];
  /** What only the running program knows before this path; null: the path is whole. */
  gap: Gap | null;
  /** What it all hangs under; a completed path may hang anywhere. */
  root: Router;
}

export interface Gap {
  reason: string;
  place: Place;
  /** The outermost router of whose prefix nothing is known. */
  router: Router;
}

/** Follows routers outwards, from mount to mount, to the applications they hang under. */
export class Bases {
  readonly warnings = new Map<string, ScanWarning>();
  readonly completions: Completions;
  readonly #machine: Machine;
  /** Where the code fills each router, with routes or with other routers. */
  readonly #contents = new Map<Router, Set<string>>();
  /** The same of all mounted routers that one piece of code makes. */
  readonly #mounted = new Map<unknown, Set<string>>();
  /** Since the last router was asked for. */
  #mountsSeen = 0;

  constructor(machine: Machine, completions: RouteCompletions) {
    this.#machine = machine;
    this.completions = new Completions(completions, this.#contents);
    for (const router of machine.routers)
      this.#contents.set(router, new Set(router.routes.map((route) => placeText(route.place))));
    for (const router of machine.routers)
      for (const mount of this.#mountsOf(router)) this.#contents.get(mount.parent)?.add(placeText(mount.place));
    for (const router of machine.routers)
      if (this.#mountsOf(router).length > 0)
        this.#mounted.set(router.site, union(this.#mounted.get(router.site), this.#contents.get(router)));
  }

  /** None when the router is filled nowhere, or is another one seen twice. */
  of(router: Router): Base[] {
    if (this.#contents.get(router)?.size === 0) return [];
    this.#mountsSeen = 0;
    const bases = this.#outwards(router, new Set());
    if (this.#mountsSeen > maxMountsARouter) {
      const { file, line } = router.place;
      const reason = 'It is mounted in more ways than could be followed; routes may be missing.';
      this.warnings.set(`mounts ${file}:${line}`, { kind: 'unresolved-prefix', file, line, reason });
    }
    return bases;
  }

  #outwards(router: Router, below: Set<Router>): Base[] {
    const isTooFar = below.size > maxMountDepth || this.#mountsSeen > maxMountsARouter;
    if (isTooFar || below.has(router) || this.#isSuperseded(router)) return [];
    this.#mountsSeen += 1 + router.mounts.length;
    const own = router.prefixes.flatMap((prefix) => this.#read(prefix, router, router.place, ownSteps(router, prefix)));
    const outer = this.#around(router, below);
    if ([...own, ...outer].some(({ gap }) => gap)) {
      const said = this.completions.prefixOf(router);
      if (said !== null) {
        const completed = base(said, [completedStep(said)], router);
        if (own.some(({ gap }) => gap)) return [completed];
        for (const [i, base] of outer.entries()) if (base.gap) outer[i] = completed;
      }
    }
    const bases: Base[] = [];
    for (const before of outer)
      for (const after of before.replacesOwn ? [base('', [], router)] : own) {
        if (bases.length >= maxPathsARouter) break;
        const base = joined(before, after);
        if (!bases.some((other) => isSame(base, other))) bases.push(base);
      }
    return bases;
  }

  /** What stands before a router's own prefix. */
  #around(router: Router, below: Set<Router>): Base[] {
    const mounts = this.#mountsOf(router);
    if (mounts.length === 0) return [this.#outermost(router)];
    const path = new Set([...below, router]);
    return mounts.flatMap((mount) => {
      const mounted = this.#read(mount.prefix, router, mount.place, mountSteps(mount, router));
      return this.#outwards(mount.parent, path).flatMap((base) => {
        const before = mount.seesWholePath ? { ...base, path: '', gap: null } : base;
        return mounted.map((inner) => ({ ...joined(before, inner), replacesOwn: mount.replacesOwn === true }));
      });
    });
  }

  #outermost(router: Router): Base {
    const { label, role, adapter, place } = router;
    if (role === 'application') return base('', [step(label ?? `${adapter.name} application`, place)], router);
    const said = this.completions.prefixOf(router);
    if (said !== null) return base(said, [completedStep(said)], router);
    if (adapter.needsApplication && this.#hasApplication(adapter)) {
      const reason = 'No application leads here, as far as the code could be followed.';
      this.#warnOfUnmounted(router, reason);
      return { path: '', why: [], gap: { reason, place, router }, root: router };
    }
    const reason = 'No code that could be followed mounts this router; its routes are listed under their own paths.';
    this.#warnOfUnmounted(router, reason);
    return base('', [step(label ?? `${adapter.name} ${role} that nothing seen here mounts`, place)], router);
  }

  /** Where every route is a router of its own, one warning says it for all of a file. */
  #warnOfUnmounted({ adapter, place: { file, line } }: Router, reason: string): void {
    const key = adapter.needsApplication ? `unmounted ${file}` : `unmounted ${file}:${line}`;
    const first = this.warnings.get(key);
    if (first && 'line' in first && first.line <= line) return;
    this.warnings.set(key, { kind: 'unresolved-prefix', file, line, reason });
  }

  #hasApplication(adapter: FrameworkAdapter): boolean {
    return this.#machine.routers.some((router) => router.adapter === adapter && router.role === 'application');
  }

  #read(prefix: PathText, router: Router, place: Place, why: (path: string) => PathStep[]): Base[] {
    const read = templatesOf(prefix, router.adapter);
    if (read.state === 'known') {
      const assumed = this.assumed(prefix);
      return read.templates.map((path) => base(path, [...assumed, ...why(path)], router));
    }
    const gap: Gap = { reason: read.reason, place, router };
    if (this.completions.prefixOf(router) === null) this.#warn(gap);
    return [{ path: '', why: [], gap, root: router }];
  }

  /** A step for each text that counts as empty, and one warning for all places where the same setting does. */
  assumed(path: PathText): PathStep[] {
    const texts = (path.state === 'known' ? path.assumes : null) ?? [];
    return texts.map(({ how, field, at }) => {
      if (how === 'left-out') return step(`\`${field}\` is left out, so empty`, at);
      const reason = `The setting \`${field}\` stands before paths; it counts as empty, which it is unless somebody sets it.`;
      this.warnings.set(`empty ${field} ${placeText(at)}`, { kind: 'unresolved-prefix', ...at, reason });
      return step(`setting \`${field}\` counts as empty`, at);
    });
  }

  /** The base under what people have said of an unknown prefix; else with the gap. */
  completed(base: Base, gap: Gap): Base {
    const said = this.completions.prefixOf(gap.router);
    if (said !== null)
      return { ...base, path: joinPaths(said, base.path, base.root.adapter), why: [completedStep(said), ...base.why] };
    this.#warn(gap);
    return { ...base, gap };
  }

  #warn({ reason, place: { file, line } }: Gap): void {
    this.warnings.set(`unresolved-prefix ${file}:${line}`, { kind: 'unresolved-prefix', file, line, reason });
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
}

type Templates = { state: 'known'; templates: string[] } | { state: 'unresolved'; reason: string };

export function templatesOf(path: PathText, adapter: FrameworkAdapter): Templates {
  if (path.state === 'unresolved') return path;
  const templates = adapter.templates(path.text);
  if (templates) return { state: 'known', templates };
  return { state: 'unresolved', reason: `No path template says ${path.text}.` };
}

export const step = (text: string, { file, line }: CodeLine): PathStep => ({ text, file, line });

const base = (path: string, why: PathStep[], root: Router): Base => ({ path, why, gap: null, root });

const isSame = (a: Base, b: Base): boolean =>
  a.path === b.path && a.root === b.root && (a.gap && placeText(a.gap.place)) === (b.gap && placeText(b.gap.place));

/** What stands before a gap says nothing about what is in it. */
function joined(before: Base, after: Base): Base {
  if (after.gap) return after;
  const path = joinPaths(before.path, after.path, after.root.adapter).replace(/^\/$/, '');
  return { path, why: [...before.why, ...after.why], gap: before.gap, root: before.root };
}

/** An application does not say itself what a configuration file puts before it. */
const ownSteps =
  ({ place, role }: Router, prefix: PathText) =>
  (path: string): PathStep[] => {
    const at = role === 'application' && prefix.state === 'known' ? prefix.at : null;
    return path === '' ? [] : [step(`prefix ${path}`, at ?? place)];
  };

/** A router that its parent makes, or is made of, hangs there from the start: that is no step of its own. */
const mountSteps =
  ({ place, parent }: Mount, child: Router) =>
  (path: string): PathStep[] => {
    if (path !== '') return [step(`mounted at ${path}`, place)];
    const isOneStep = [parent, child].some((router) => placeText(place) === placeText(router.place));
    return isOneStep ? [] : [step('mounted without a prefix', place)];
  };

export const placeText = ({ file, line }: Pick<Place, 'file' | 'line'>): string => `${file}:${line}`;

const union = <T>(a: Iterable<T> = [], b: Iterable<T> = []): Set<T> => new Set([...a, ...b]);

/** A route's path behind what stands before it. */
export function joinRoute(base: string, path: string, adapter: FrameworkAdapter): string {
  const isOwn = path.replaceAll('/', '') !== '';
  return joinPaths(base, path, isOwn && adapter.appendsRoutes ? { ...adapter, joinsTexts: true } : adapter);
}

export function joinPaths(base: string, path: string, { joinsTexts, keepsSlash }: FrameworkAdapter): string {
  if (joinsTexts) return `/${base}${path}`.replace(/\/{2,}/g, '/');
  const joined = `${base}/${path}`.replace(/\/{2,}/g, '/');
  if (keepsSlash && path !== '') return joined;
  // A router's own `/` is its prefix; a slash that somebody wrote at the end of a path stays.
  return path.replaceAll('/', '') === '' && joined !== '/' ? joined.replace(/\/$/, '') : joined;
}
