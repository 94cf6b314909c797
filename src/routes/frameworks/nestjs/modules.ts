import type { Argument, Evaluate, RouterAction } from '../../adapter.ts';
import { memberOf } from '../../link/members.ts';
import {
  type ClassValue,
  force,
  literal,
  type ObjectValue,
  objectOf,
  stringOf,
  unknown,
  type Value,
} from '../../link/values.ts';
import type { Expression } from '../../syntax.ts';
import { decoratorsOf, recorded, resultOf } from './decorators.ts';
import { namesOf } from './prefixes.ts';

const environment: Expression = { kind: 'member', object: { kind: 'name', name: 'process' }, name: 'env', line: 0 };

/** What an application does when it is made from its root module: all controllers that it reaches hang under it. */
export function moduleActions(root: Argument, evaluate: Evaluate): RouterAction[] {
  const graph = new ModuleGraph(evaluate);
  graph.visit(root.value());
  const mounts = [...graph.controllers].map(([module, controllers]): RouterAction => {
    const children = controllers.map((value): Argument => ({ ...root, value: () => force(value) }));
    return { kind: 'mount', prefix: graph.paths.get(module) ?? null, children };
  });
  return [...mounts, { kind: 'set', settings: { configs: graph.settings(root.value()) } }];
}

/** Modules that import each other: https://docs.nestjs.com/modules */
class ModuleGraph {
  readonly controllers = new Map<ClassValue, Value[]>();
  /** What https://docs.nestjs.com/recipes/router-module puts before the controllers of a module. */
  readonly paths = new Map<ClassValue, Value>();
  /** Loaded settings by their name: https://docs.nestjs.com/techniques/configuration */
  readonly configs = new Map<string, Value>();
  readonly #seen = new Set<Value>();
  readonly #evaluate: Evaluate;

  constructor(evaluate: Evaluate) {
    this.#evaluate = evaluate;
  }

  /** What modules load, and the environment of the application. */
  settings(root: Value): Value {
    const variables = root.kind === 'class' ? this.#evaluate(environment, root.env) : unknown;
    return { ...objectOf(this.configs), missing: (name) => memberOf(variables, name) };
  }

  /** A module's class, a dynamic module, an array of those, or a call that stands for them. */
  visit(value: Value): void {
    const known = force(value);
    if (this.#seen.has(known)) return;
    this.#seen.add(known);
    if (known.kind === 'array') for (const item of known.items) this.visit(item);
    else if (known.kind === 'class') this.#visitClass(known);
    else if (known.kind === 'object') this.#visitObject(known);
  }

  #visitClass(module: ClassValue): void {
    const evaluate = this.#evaluate;
    const { decorators } = module.syntax;
    for (const { name, args } of decoratorsOf(decorators, module.env, { wanted: /^(Controller|Module)$/, evaluate }))
      if (name === 'Module') this.#add(module, namesOf(args[0]));
  }

  #visitObject(value: ObjectValue): void {
    const call = recorded(value);
    if (!call) {
      const fields = namesOf(value);
      const module = force(fields.module ?? unknown);
      this.visit(module);
      if (module.kind === 'class') this.#add(module, fields);
      return;
    }
    const [first = unknown] = call.args;
    if (call.name === 'forwardRef') this.visit(resultOf(first, this.#evaluate));
    if (call.name === 'ConditionalModule.registerWhen') this.visit(first);
    if (call.name === 'ConfigModule.forRoot') this.#load(namesOf(first).load);
    if (call.name === 'ConfigModule.forFeature') this.#load(first);
    if (call.name === 'RouterModule.register' || call.name === 'RouterModule.forRoutes')
      this.#route(first, literal(''));
  }

  #add(module: ClassValue, { imports, controllers }: Record<string, Value | undefined>): void {
    if (controllers) this.controllers.set(module, [...(this.controllers.get(module) ?? []), controllers]);
    if (imports) this.visit(imports);
  }

  /** `[{ path: 'admin', module: Admin, children: [{ path: 'users', module: Users }, Metrics] }]` */
  #route(routes: Value, base: Value): void {
    const known = force(routes);
    if (known.kind === 'array') for (const item of known.items) this.#route(item, base);
    if (known.kind === 'class') this.paths.set(known, base);
    if (known.kind !== 'object') return;
    const { path, module, children } = namesOf(known);
    const joined = path ? join(base, path) : base;
    if (module) this.#route(module, joined);
    if (children) this.#route(children, joined);
  }

  #load(loaded: Value | undefined): void {
    const known = force(loaded ?? unknown);
    if (known.kind === 'array') for (const item of known.items) this.#load(item);
    const call = recorded(known);
    const [name, load] = call?.name === 'registerAs' ? call.args : [];
    if (name && load) this.configs.set(stringOf(name) ?? '', resultOf(load, this.#evaluate));
    if (known.kind === 'function')
      for (const [key, value] of Object.entries(namesOf(resultOf(known, this.#evaluate))))
        if (value) this.configs.set(key, value);
  }
}

function join(base: Value, path: Value): Value {
  const texts = [stringOf(base), stringOf(path)];
  const at = path.kind === 'literal' ? path.at : null;
  return texts.includes(null) ? unknown : literal(texts.join('/'), at);
}
