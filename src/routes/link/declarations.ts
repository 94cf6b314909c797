import type { ModuleDeclarations } from '../adapter.ts';
import { invoke } from './calls.ts';
import { evaluate } from './evaluate.ts';
import { withMore } from './members.ts';
import { type LinkedModule, runModule } from './modules.ts';
import { force, unknown, type Value } from './values.ts';

/** A module as adapters see it that find routes in classes, or by the places of files. */
export function declarationsOf(module: LinkedModule): ModuleDeclarations {
  const { file, syntax, env, classes, machine } = module;
  const { project } = machine;
  return {
    file,
    syntax,
    env,
    classes,
    exports: () => exportsOf(module),
    evaluate,
    call: (callee, args) => invoke(force(callee), args),
    project: project.files,
    open(other) {
      const opened = project.files.has(other) ? project.openSettings(other, file) : null;
      if (opened) runModule(opened);
      return opened && declarationsOf(opened);
    },
  };
}

function exportsOf(module: LinkedModule): Map<string, Value> {
  const value = force(module.self.fields.get('exports') ?? unknown);
  if (value.kind === 'object') return new Map([...withMore(value)].reverse().flatMap(({ fields }) => [...fields]));
  return new Map([['default', value]]);
}
