import { posix } from 'node:path';
import type { ImportingModule } from '../../adapter.ts';
import type { Value } from '../../link/values.ts';

const setting = /['"]DJANGO_SETTINGS_MODULE['"]\s*,\s*['"]([\w.]+)['"]/;

/**
 * `django.conf.settings`: the module that the nearest `manage.py` names. Null where none is found.
 * https://docs.djangoproject.com/en/5.2/topics/settings/
 */
export function settingsFor({ file, textOf, importModule }: ImportingModule): Value | null {
  for (let folder = posix.dirname(file); ; folder = posix.dirname(folder)) {
    const [, name] = setting.exec(textOf(posix.join(folder, 'manage.py')) ?? '') ?? [];
    const settings = name === undefined ? null : importModule(name);
    if (settings?.kind === 'lazy') return settings;
    if (folder === '.') return null;
  }
}
