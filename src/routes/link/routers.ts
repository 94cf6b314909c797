import type { Method, Parameter } from '../../model.ts';
import type { FrameworkAdapter, RouterRole, Settings } from '../adapter.ts';
import type { FunctionExpression } from '../syntax.ts';
import type { CodeLine, EmptyText } from './values.ts';

/** Where something stands; `line` and `endLine` are 1-based. */
export interface Place {
  file: string;
  line: number;
  endLine: number;
}

/** One router object that the program makes, with what the program does to it. */
export interface Router {
  adapter: FrameworkAdapter;
  role: RouterRole;
  /** What a person would call it where its paths are explained; null: its role says it. */
  label: string | null;
  place: Place;
  /** Same for all routers that the same piece of code makes. */
  site: unknown;
  /** The function whose parameter this router is, or that makes it, when nobody was seen to call it. */
  givenTo: FunctionExpression | null;
  /** What it puts before all of its paths, wherever it is mounted; several when any of them may lead there. */
  prefixes: PathText[];
  /** Instead of those of its routes; null: they say it themselves. */
  methods: Method[] | null;
  routes: Route[];
  mounts: Mount[];
  settings: Settings;
  /** Whether the code makes it answer requests. */
  serves: boolean;
}

export interface Route {
  place: Place;
  /** The call on the router, where that is not the place. */
  addedAt?: Place;
  methods: Method[];
  /** In the framework's notation. */
  path: PathText;
  parameters: Parameter[];
  settings?: Settings;
  /** Counts only where the router has no other routes. */
  precedes?: boolean;
}

/** This router hangs under `parent`. */
export interface Mount {
  place: Place;
  parent: Router;
  prefix: PathText;
  /** The prefix stands in the place of the router's own. */
  replacesOwn?: boolean;
  /** Prefixes on the way to this mount are parts of this router's own paths. */
  seesWholePath?: boolean;
}

export type PathText =
  | { state: 'known'; text: string; at: CodeLine | null; assumes?: EmptyText[] }
  | { state: 'unresolved'; reason: string };
