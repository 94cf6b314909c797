import type { ScanWarning } from '../../model.ts';
import type { FrameworkAdapter } from '../adapter.ts';
import type { Language, ProjectFiles } from '../language.ts';
import type { CallExpression, ClassExpression, FunctionExpression } from '../syntax.ts';
import type { Islands } from './islands.ts';
import type { LinkedModule } from './modules.ts';
import type { Outline, Package } from './packages.ts';
import type { Router } from './routers.ts';
import {
  type ClassValue,
  type FunctionValue,
  type ObjectValue,
  objectOf,
  type UnknownValue,
  unknown,
  type Value,
} from './values.ts';

/** Bounds on following the code, so that every scan ends: what lies beyond counts as unknown. */
export const maxDepth = 40;
const maxStepsARun = 1_000_000;
/** How many of them may go into calls of one function in which nothing happens to a router. */
const maxIdleSteps = 50_000;
/** The first calls are followed however long they are. */
const minIdleCalls = 10;
/** Shorter calls do not count: helpers are called for every route. */
const shortCallSteps = 500;
/** A project of 20,000 files takes a second or two. */
const maxLinkMs = 30_000;
const stepsBetweenLooks = 1000;

export interface LinkedProject {
  files: ProjectFiles;
  /** The module of a project file, read when `from` first asks for it; null when it cannot be read. */
  open(file: string, from: string): LinkedModule | null;
  /** The same of a configuration file, which `from` only reads. */
  openSettings(file: string, from: string): LinkedModule | null;
  /** Whether a file is read for its own sake. */
  concerns(file: string): boolean;
  outlineOf(file: string): Outline;
  packageAt(folder: string): Package;
  islands: Islands;
}

/** The state of one linking run over a project. */
export class Machine {
  readonly adapters: FrameworkAdapter[];
  readonly project: LinkedProject;
  readonly routers: Router[] = [];
  /** Routers that classes declare; null for a class that declares none. */
  readonly classRouters = new Map<ClassValue, Router | null>();
  readonly warnings = new Map<string, ScanWarning>();
  readonly called = new Set<FunctionExpression | ClassExpression>();
  /** Functions and classes that are looked at on their own if the code never calls them. */
  readonly waiting: (FunctionValue | ClassValue)[] = [];
  /** Calls on something that an import cycle had not made yet. */
  readonly retries: { file: string; line: number; again: () => void }[] = [];
  readonly #packages = new Set<string>();
  readonly #ofFrameworks: ReadonlySet<string>;
  /** Of the modules read so far. */
  readonly classes: ClassValue[] = [];
  readonly active: FunctionExpression[] = [];
  /** The calls that are being followed, and the function that each stands in, null for a module's own code. */
  readonly calls: { site: CallSite; within: FunctionExpression | null }[] = [];
  /** Whether a condition in the function that is being followed decides if this place is reached. */
  sometimes = false;
  readonly guessed = new Map<UnknownValue, Router>();
  /** How often something was done to a router, or an object put into a list, which may be one of routes. */
  actions = 0;
  readonly #idle = new Map<FunctionExpression, { calls: number; steps: number; result: Value }>();
  /** Instances that nobody was seen to make, and the uncalled function that they were needed for. */
  readonly standIns = new Map<ClassValue, { value: ObjectValue; within: FunctionExpression | null }>();
  /** What the code hangs on the global object. */
  readonly globals = objectOf(new Map());
  /** The function whose parameters are unknown because nobody was seen to call it. */
  uncalled: FunctionExpression | null = null;
  readonly #adaptersFor = new Map<Language, FrameworkAdapter[]>();
  readonly #isCancelled: () => boolean;
  #steps = 0;
  /** Of all runs together. */
  #allSteps = 0;
  #isEnded = false;
  /** How many calls were being followed when this run began. */
  #callsAround = 0;
  /** The outermost call of this run that was not followed to its end. */
  #cut: CallSite | null = null;
  readonly #startedMs = performance.now();

  constructor(adapters: FrameworkAdapter[], project: LinkedProject, isCancelled: () => boolean) {
    this.adapters = adapters;
    this.#ofFrameworks = new Set(adapters.flatMap(({ packages }) => packages));
    this.project = project;
    this.#isCancelled = isCancelled;
  }

  adaptersFor(language: Language): FrameworkAdapter[] {
    const known = this.#adaptersFor.get(language) ?? this.adapters.filter((adapter) => adapter.language === language);
    this.#adaptersFor.set(language, known);
    return known;
  }

  importPackage(name: string, file: string): void {
    if (!this.#ofFrameworks.has(name)) return;
    this.#packages.add(name);
    this.project.islands.imports(file, name);
  }

  /** Whether the project imports any of the packages, which something in `file` depends on. */
  importsAny(packages: string[], file: string): boolean {
    this.project.islands.asksFor(file, packages);
    return packages.some((name) => this.#packages.has(name));
  }

  /** Follows one piece of code within its own bound. */
  run(file: string, line: number, follow: () => void): void {
    const [steps, callsAround, cut] = [this.#steps, this.#callsAround, this.#cut];
    const { sometimes } = this;
    this.#steps = 0;
    this.#callsAround = this.calls.length;
    this.#cut = null;
    this.sometimes = false;
    try {
      follow();
      if (this.#isEnded)
        this.#warnCode(file, 1, 'Following all of the code would take too long; routes may be missing.');
      else if (this.exhausted())
        this.#warnCode(
          file,
          this.#lineOfCut(file) ?? line,
          'There is too much code here to follow; routes may be missing.',
        );
    } catch (error) {
      // One file that trips us up must not cost a person the routes of all the others.
      const reason =
        error instanceof RangeError ? 'is nested too deeply to follow' : `made the scanner fail (${error})`;
      this.#warnCode(file, line, `The code ${reason}; routes may be missing.`);
    } finally {
      this.#steps = steps;
      this.#callsAround = callsAround;
      this.#cut = cut;
      this.sometimes = sometimes;
    }
  }

  /** Follows a call, so that what happens in it is known to happen there. */
  within(site: CallSite, follow: () => Value): Value {
    this.calls.push({ site, within: this.active.at(-1) ?? null });
    try {
      return follow();
    } finally {
      this.calls.pop();
    }
  }

  step(): boolean {
    if (++this.#allSteps % stepsBetweenLooks === 0) this.#look();
    if (++this.#steps <= maxStepsARun && !this.#isEnded) return true;
    this.#cut ??= this.calls[this.#callsAround]?.site ?? null;
    return false;
  }

  exhausted(): boolean {
    return this.#steps > maxStepsARun || this.#isEnded;
  }

  /**
   * Follows a call of a function, unless so much went into calls of it before, without anything happening to a router,
   * that it is not worth it. One that takes no arguments then gives what it gave.
   */
  followUnlessIdle(callee: FunctionExpression, hasArgs: boolean, followCall: () => Value): Value {
    const idle = this.#idle.get(callee);
    if (idle && idle.calls >= minIdleCalls && idle.steps > maxIdleSteps) return hasArgs ? unknown : idle.result;
    const { actions } = this;
    const before = this.#allSteps;
    const result = followCall();
    const steps = this.#allSteps - before;
    if (this.actions > actions || steps <= shortCallSteps) return result;
    this.#idle.set(callee, { calls: (idle?.calls ?? 0) + 1, steps: (idle?.steps ?? 0) + steps, result });
    return result;
  }

  /** Ends all following once it was cancelled, or takes too long. */
  #look(): void {
    if (this.#isCancelled() || performance.now() - this.#startedMs > maxLinkMs) this.#isEnded = true;
  }

  #lineOfCut(file: string): number | null {
    return this.#cut?.module.file === file ? this.#cut.call.line : null;
  }

  #warnCode(file: string, line: number, message: string): void {
    this.warnings.set(`${file}:${line} ${message}`, { kind: 'unparsable-code', file, line, message });
  }

  /** A route whose method depends on what the running program knows. */
  warnMethod({ file, line }: { file: string; line: number }): void {
    const reason = 'Which method it answers is not known before the program runs.';
    this.warnings.set(`${file}:${line} ${reason}`, { kind: 'unresolved-path', file, line, reason });
  }

  /** Modules that are loaded from a folder which only the running program knows. */
  warnFolder({ file, line }: { file: string; line: number }): void {
    const reason = 'Which folder it loads is not known before the program runs.';
    this.warnings.set(`${file}:${line} ${reason}`, { kind: 'unresolved-path', file, line, reason });
  }
}

export interface CallSite {
  module: LinkedModule;
  call: CallExpression;
  /** What the call decorates. */
  decorated: { syntax: FunctionExpression | ClassExpression; value: Value } | null;
}

export const placeOf = ({ module, call, decorated }: CallSite) => ({
  file: module.file,
  line: call.line,
  endLine: decorated?.syntax.endLine ?? call.endLine,
});
