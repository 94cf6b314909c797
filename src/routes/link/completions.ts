import type { PathStep, RouteCompletions } from '../../model.ts';
import type { Place, Router } from './routers.ts';

const configFile = '.endpoint-profiler/config.json';

/** What people have said of paths that the code does not tell, and under which keys they can say more. */
export class Completions {
  readonly #said: RouteCompletions;
  /** Where the code fills each router, `file:line`. */
  readonly #contents: ReadonlyMap<Router, ReadonlySet<string>>;
  /** File → the lines where routers begin whose prefix is still unknown. */
  readonly #unknown = new Map<string, Set<number>>();

  constructor(said: RouteCompletions, contents: ReadonlyMap<Router, ReadonlySet<string>>) {
    this.#said = said;
    this.#contents = contents;
  }

  /** What stands before the router's paths; null, and remembered as unknown, where nobody has said it. */
  prefixOf(router: Router): string | null {
    const { file, line } = this.#homeOf(router);
    const said = ownValue(this.#said.prefixes, `${file}:${line}`) ?? ownValue(this.#said.prefixes, file);
    if (said === null) this.#unknown.set(file, (this.#unknown.get(file) ?? new Set()).add(line));
    return said;
  }

  /** The full path of the route that stands there. */
  pathOf({ file, line }: Place): string | null {
    return ownValue(this.#said.paths, `${file}:${line}`);
  }

  /** The file, unless several of its routers have unknown prefixes. Asked for when all routers have been looked at. */
  keyOf(router: Router): string {
    const { file, line } = this.#homeOf(router);
    return (this.#unknown.get(file)?.size ?? 0) > 1 ? `${file}:${line}` : file;
  }

  /** The one file in which the code fills a router, and where that begins; else where it is made. */
  #homeOf(router: Router): Pick<Place, 'file' | 'line'> {
    const places = [...(this.#contents.get(router) ?? [])].map((place) => {
      const colon = place.lastIndexOf(':');
      return { file: place.slice(0, colon), line: Number(place.slice(colon + 1)) };
    });
    if (new Set(places.map(({ file }) => file)).size !== 1) return router.place;
    return places.reduce((first, place) => (place.line < first.line ? place : first));
  }
}

const ownValue = (values: Record<string, string>, key: string): string | null =>
  Object.hasOwn(values, key) ? (values[key] ?? null) : null;

export const completedStep = (text: string): PathStep => ({
  text: `${text || '/'}, as the config says`,
  file: configFile,
  line: 1,
});
