import type { RouteCompletions, ScanResult } from '../../model.ts';
import { follow } from './calls.ts';
import { instantiate } from './classes.ts';
import { declareClasses, declareRoutes } from './declared-routers.ts';
import { collectEndpoints } from './endpoints.ts';
import { hintOf } from './execute.ts';
import type { Machine } from './machine.ts';
import { type LinkedModule, mayMatter, runModule } from './modules.ts';
import type { ClassValue, FunctionValue } from './values.ts';

/**
 * Follows the code of the modules the way it would run, on values that are known without running it, and gathers what
 * it does to routers. Functions that nobody is seen to call are followed on their own, with unknown arguments.
 */
export function link(machine: Machine, modules: LinkedModule[], completions: RouteCompletions): ScanResult {
  for (const module of modules) runModule(module);
  for (const module of modules) machine.run(module.file, 1, () => declareRoutes(module));
  // Whoever takes a router may still be called by a function that nobody calls: those come first.
  followUncalled(machine, (callee) => !takesRouter(machine, callee));
  followUncalled(machine, () => true);
  for (const { file, line, again } of machine.retries.splice(0)) machine.run(file, line, again);
  declareClasses(machine, modules);
  return collectEndpoints(machine, completions);
}

function followUncalled(machine: Machine, chosen: (callee: FunctionValue | ClassValue) => boolean): void {
  const tried = new Set<unknown>();
  for (let i = 0; i < machine.waiting.length; i++) {
    const callee = machine.waiting[i]!;
    if (machine.called.has(callee.syntax) || tried.has(callee.syntax)) continue;
    const matters = callee.kind === 'class' || mayMatter(callee);
    if (matters && !chosen(callee)) continue;
    tried.add(callee.syntax);
    if (!matters) continue;
    machine.run(callee.env.module.file, callee.syntax.line, () => {
      machine.uncalled = callee.kind === 'function' ? callee.syntax : null;
      if (callee.kind === 'function') follow(callee, []);
      else instantiate(callee, [], null);
    });
    machine.uncalled = null;
  }
}

function takesRouter(machine: Machine, callee: FunctionValue | ClassValue): boolean {
  // Its instance may hold routers.
  if (callee.kind === 'function' && callee.syntax.receiver) return true;
  const taker =
    callee.kind === 'function'
      ? callee.syntax
      : callee.syntax.methods.find((method) => method.role === 'constructor')?.body;
  return (taker?.parameters ?? []).some(({ pattern }) => {
    if (pattern.kind !== 'name') return false;
    const hint = hintOf(pattern.name, pattern.type, callee.env)();
    return machine.adaptersFor(callee.env.module.language).some((adapter) => adapter.resembles(hint) !== null);
  });
}
