import { join, posix } from 'node:path';
import type { ImportingModule } from '../../adapter.ts';
import type { ProjectFiles } from '../../language.ts';
import type { Value } from '../../link/values.ts';

/**
 * `django.conf.settings`: the module that the nearest `manage.py` names. Null where none is found.
 * https://docs.djangoproject.com/en/5.2/topics/settings/
 */
export function settingsFor({ file, project, importModule }: ImportingModule): Value | null {
  for (let folder = posix.dirname(file); ; folder = posix.dirname(folder)) {
    const name = moduleNamedIn(posix.join(folder, 'manage.py'), project);
    if (name !== null) {
      const settings = importModule(name);
      return settings.kind === 'lazy' ? settings : null;
    }
    if (folder === '.') return null;
  }
}

const known = new WeakMap<ProjectFiles, Map<string, string | null>>();

function moduleNamedIn(manage: string, project: ProjectFiles): string | null {
  if (!project.has(manage)) return null;
  const names = known.get(project) ?? new Map<string, string | null>();
  known.set(project, names);
  const name = names.get(manage) ?? readName(manage, project);
  names.set(manage, name);
  return name;
}

function readName(manage: string, project: ProjectFiles): string | null {
  const text = project.readConfig(join(project.root, manage)) ?? '';
  return /['"]DJANGO_SETTINGS_MODULE['"]\s*,\s*['"]([\w.]+)['"]/.exec(text)?.[1] ?? null;
}
