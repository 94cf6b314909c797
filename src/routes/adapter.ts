import type { Method, Parameter } from '../model.ts';
import type { Language, ProjectFiles } from './language.ts';
import type { Place } from './link/routers.ts';
import type { ClassValue, Env, Hint, Origin, Value } from './link/values.ts';
import type { Expression, FunctionExpression, ModuleSyntax } from './syntax.ts';

/**
 * What one framework's words mean. Adding a framework is one file in `frameworks/` that exports `adapter`; the linker
 * follows the values, the adapter only says what a call does. Adapters see syntax and values, never files.
 */
export interface FrameworkAdapter {
  /** `Endpoint.framework`. */
  name: string;
  language: Language;
  /** A parameter is only taken for a router by its name where one of these packages is imported. */
  packages: string[];
  /**
   * A cheap look at a file's text, or a function's in it: whether it could make, pass on or fill a router. False
   * positives cost only time. `file` is relative to the scanned root, with `/`.
   */
  concerns(text: string, file: string): boolean;
  /**
   * What calling this export of a package makes: a router, with what making it already does to it; or a plain value,
   * as of functions that give back what they are given. Null when it has nothing to do with routes. `importModule` gives
   * what a module exports whose name the code has as a text.
   */
  creates(origin: Origin, args: Argument[], importModule: (specifier: string) => Value): MadeRouter | GivenValue | null;
  /** What an export of a package is in this project, such as its settings; null for what the package alone says. */
  provides?(origin: Origin, from: ImportingModule): Value | null;
  /** The role of a value of which only the name and perhaps the type are known: a parameter that nobody passes. */
  resembles(hint: Hint): RouterRole | null;
  /** The methods of a router that have to do with routes. */
  methods: ReadonlySet<string>;
  /** Those of `methods` that so many other things have too that only what is known to be a router is asked. */
  commonMethods?: ReadonlySet<string>;
  /** Whether all other methods of a router give the router itself, for chains. */
  fluent?: boolean;
  /** Whether a router that no application leads to answers nothing, where the project has an application. */
  needsApplication?: true;
  /** What calling one of `methods` does, null when these arguments make it something else. */
  call(call: RouterMethodCall): RouterCall | null;
  /**
   * OpenAPI templates of a path or prefix in the framework's own notation; several when parts are optional.
   * Null when no template says it.
   */
  templates(path: string): string[] | null;
  /** Members of a router that stand for the router itself: `app.router`. */
  aliases?: ReadonlySet<string>;
  /** An input that has the name of a part of the path is that part, and none of the query. */
  inputsByName?: boolean;
  /** A route's `/` stays behind a prefix: `/users/`, not `/users`. */
  keepsSlash?: boolean;
  /** Paths are put together as they are written: `/user` and `s` make `/users`. */
  joinsTexts?: boolean;
  /** So is a route's path and what stands before it, though not the prefixes: `/users` and `:id` make `/users:id`. */
  appendsRoutes?: boolean;
  /** Where folders are parts of paths, whatever they are called: `app/api/test/` holds no tests. */
  places?: RoutePlaces;
  /** For routes that a module declares without a call on a router: in decorated classes, by its place among the files. */
  declares?(module: ModuleDeclarations): DeclaredRouter[];
  /** The router that a class declares by its decorators, whoever mounts the class; null when it declares none. */
  declaresClass?(declaration: ClassDeclaration): DeclaredRouter | null;
  /**
   * What settings put before a path that is joined up to its application: alternatives, each in parts from outermost to
   * innermost.
   */
  prefixes?(route: PlacedRoute): Value[][];
  /** Query and body parameters that a handler's own text names. */
  parameters(handler: HandlerText): Parameter[];
}

export interface ImportingModule {
  /** Relative to the scanned root, with `/`. */
  file: string;
  /** Null when there is no such source file. */
  textOf(file: string): string | null;
  /** All that another module exports. */
  importModule(specifier: string): Value;
}

/** `application`: its paths start at `/`. Adapters may name further roles for themselves, such as `route`. */
export type RouterRole = 'application' | 'router' | (string & {});

export interface MadeRouter {
  role: RouterRole;
  /** A prefix that the router itself carries; null: none. */
  prefix: Value | null;
  /** What a person would call it where its paths are explained: `users controller`, `its place among the files`. */
  label?: string;
  /** What making it already does to it. */
  actions?: RouterAction[];
}

/** A call gives something known that is no new router. */
export interface GivenValue {
  value: Value;
}

export interface RouterMethodCall {
  role: RouterRole;
  method: string;
  args: Argument[];
  /** The function or class that the call decorates: a handler. */
  decorated: Argument | null;
  /** Whether a condition decides if the call is made. */
  sometimes: boolean;
  /** All that a module exports whose name the code has as a text. */
  importModule(specifier: string): Value;
}

export interface Argument {
  syntax: Expression;
  /** Its name, where it is given by name. */
  keyword: string | null;
  /** Follows imports as far as needed. */
  value(): Value;
  /** Whether `value` leads into no module that is not read anyway. */
  near?(): boolean;
}

export interface RouterCall {
  actions: RouterAction[];
  /** What the call gives: the router itself, for chains; a router under a further prefix; a value; something else. */
  result: 'self' | 'other' | MadeRouter | GivenValue;
}

export type RouterAction =
  | RouteAction
  /** The router itself carries this prefix from here on, instead of the one it had; routes it has already get it too. */
  | { kind: 'prefix'; prefix: Value }
  /** All that it and the routers below it answer, routes it has already too, is these methods. */
  | { kind: 'methods'; methods: Method[] }
  /**
   * `prefix` null: no prefix. The children that turn out to be routers are mounted. `replacesOwn`: the prefix stands in
   * the place of the one that a child itself carries. `seesWholePath`: nothing that leads to the children is taken off
   * the path, theirs stand for themselves.
   */
  | { kind: 'mount'; prefix: Value | null; children: Argument[]; replacesOwn?: boolean; seesWholePath?: boolean }
  /** The router itself is mounted on another. */
  | { kind: 'mount-on'; prefix: Value | null; parent: Argument }
  /** A function is called with a router of its own, under the prefix, that it fills: a plugin; `more` it is given besides. */
  | { kind: 'fill'; by: Argument; child: MadeRouter; more?: Argument[] }
  /** What the modules in a folder, a path that starts with `__dirname`, and in those below it do to the router. */
  | { kind: 'folder'; folder: Value; load(modules: FolderModule[]): RouterAction[] }
  /** Kept until the paths are put together; a setting of the same name is replaced. */
  | { kind: 'set'; settings: Settings }
  /** The application answers requests. One that never does, in a script, counts only where no other holds the routes. */
  | { kind: 'serve' }
  /** What can only be said when all code has run. */
  | { kind: 'later'; actions(evaluate: Evaluate): RouterAction[] };

export interface FolderModule {
  /** Relative to the folder, with `/`. */
  path: string;
  /** An object, or the one value that a CommonJS module exports; the module is read when this is looked at. */
  exports(): Value;
}

/** By names that the adapter chooses. */
export type Settings = Record<string, Value>;

export type Evaluate = (expression: Expression, env: Env) => Value;

export interface ClassDeclaration {
  value: ClassValue;
  evaluate: Evaluate;
}

export interface PlacedRoute {
  method: Method;
  /** A template. */
  path: string;
  /** The application's, those of the router and the route's own, the inner before the outer. */
  settings: Settings;
}

export interface RouteAction {
  kind: 'route';
  methods: Method[];
  /** Null: the path of the router's last route. */
  paths: Value | null;
  handlers: Argument[];
  /** What schemas beside the handlers say. */
  parameters?: Parameter[];
  /** Where it is declared, when that is not the call: in a list of routes. */
  place?: Place;
  /** Something that comes before the other routes of the same router; a route of its own only where there are none. */
  precedes?: boolean;
}

export interface RoutePlaces {
  /** Whether a folder, with `/` at its end, stands at or below the root of such paths. */
  holds(folder: string): boolean;
  /** Whether a file below it is one that declares routes. */
  isRoute(file: string): boolean;
}

export interface ModuleDeclarations {
  /** Relative to the scanned root, with `/`. */
  file: string;
  syntax: ModuleSyntax;
  /** The names that the module itself declares. */
  env: Env;
  classes: ClassValue[];
  /** CommonJS code that exports one value exports it as `default`. */
  exports(): Map<string, Value>;
  evaluate: Evaluate;
  /** What a function of the project gives. */
  call(callee: Value, args: Value[]): Value;
  /** Lives as long as one linking run: what is found out about apps can be kept by it. */
  project: ProjectFiles;
  /** Another module, such as a configuration file; null when there is none. */
  open(file: string): ModuleDeclarations | null;
}

export interface DeclaredRouter extends MadeRouter {
  line: number;
  endLine: number;
  /** Routers, or arrays of them, that hang under it. */
  children?: Value[];
  settings?: Settings;
  routes: DeclaredRoute[];
}

export interface DeclaredRoute {
  methods: Method[];
  paths: Value;
  /** Where it stands if not in the router's own file: in that of a class it inherits from. */
  file?: string;
  line: number;
  endLine: number;
  parameters: Parameter[];
  settings?: Settings;
}

export interface HandlerText {
  /** For frameworks that go by the types of parameters. */
  typed?: TypedHandler;
  /** The names of the parameters; null for one that is taken apart at once. */
  parameters: (string | null)[];
  text: string;
}

export interface TypedHandler {
  syntax: FunctionExpression;
  /** What a name means that types are written with, `schemas.Item`. */
  typeOf(type: string): Value;
}
