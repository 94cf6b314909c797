import type { Method } from '../../../model.ts';
import type { PlacedRoute, Settings } from '../../adapter.ts';
import { memberOf } from '../../link/members.ts';
import { force, isKnown, literal, stringOf, unknown, type Value } from '../../link/values.ts';
import { templatesOf } from '../shared/path-to-regexp.ts';
import { recorded } from './decorators.ts';

/**
 * The global prefix, unless the route is excluded from it, and the versions: what stands before a path.
 * https://docs.nestjs.com/faq/global-prefix, https://docs.nestjs.com/techniques/versioning
 */
export function prefixesOf({ method, path, settings }: PlacedRoute): Value[][] {
  const prefix = globalPrefix(settings);
  return versionsOf(settings).map((version) => {
    const excluded = prefix && settings.exclude && isExcluded(settings.exclude, method, path, version);
    return [...(prefix && !excluded ? [prefix] : []), ...(version ? [version] : [])];
  });
}

/** One that is only set if there is one, and that nothing gives a value, is none. */
function globalPrefix({ prefix, configs, sometimes }: Settings): Value | null {
  const value = prefix && configured(prefix, configs);
  return !value || (stringOf(value) === null && sometimes && stringOf(sometimes) === 'true') ? null : value;
}

/** Null: neutral, or no versions at all. */
function versionsOf({ versioned, versionPrefix, version, configs }: Settings): (Value | null)[] {
  // Where no application is in sight, versions count as they do by default; every application has configs.
  const counts = versioned ? stringOf(versioned) === 'true' : !configs;
  if (!counts || !version) return [null];
  const known = force(configured(version, configs));
  const versions = known.kind === 'array' ? known.items.map(force) : [known];
  return versions.map((one) => {
    if (one.kind === 'literal' && one.value === null) return null;
    if (one.kind === 'external' && one.origin.path.at(-1) === 'VERSION_NEUTRAL') return null;
    const text = stringOf(one);
    const before = versionPrefix ? stringOf(configured(versionPrefix, configs)) : 'v';
    if (text === null || before === null) return unknown;
    return literal(`${before === 'false' ? '' : before}${text}`, one.kind === 'literal' ? one.at : null);
  });
}

/** `['health', { path: 'metrics', method: RequestMethod.GET }]`; patterns see the path with or without its version. */
function isExcluded(exclude: Value, method: Method, path: string, version: Value | null): boolean {
  const known = force(exclude);
  const withVersion = version ? `/${stringOf(version)}${path}` : path;
  return (known.kind === 'array' ? known.items : []).some((item) => {
    const fields = namesOf(item);
    const pattern = stringOf(fields.path ?? item);
    const kind = fields.method && force(fields.method);
    const only = kind?.kind === 'external' ? kind.origin.path.at(-1) : 'ALL';
    if (pattern === null || (only !== 'ALL' && only !== method)) return false;
    return (templatesOf(pattern) ?? []).some((template) => {
      const matcher = matcherOf(template);
      return matcher.test(path) || matcher.test(withVersion);
    });
  });
}

function matcherOf(template: string): RegExp {
  const source = template
    .replace(/^\/|\/$/g, '')
    .split(/(\{[^}]+\})/)
    .map((part, i) =>
      i % 2 === 0 ? part.replace(/[\^$.*+?()[\]{}|]/g, '\\$&') : part.endsWith('*}') ? '.*' : '[^/]+',
    );
  return new RegExp(`^/${source.join('')}/?$`);
}

/** The fields of an object that is spelled out. */
export function namesOf(value: Value | undefined): Record<string, Value | undefined> {
  const known = value && force(value);
  return known?.kind === 'object' ? Object.fromEntries(known.fields) : {};
}

/** `config.get('app.prefix', 'api')` among the settings that modules load; other values as they are. */
function configured(value: Value, configs: Value | undefined): Value {
  const call = recorded(value);
  if (!call || !/^ConfigService\.get(OrThrow)?$/.test(call.name)) return value;
  const [key = unknown, preset = unknown] = call.args;
  const path = stringOf(key)?.split('.') ?? [];
  const loaded = force(path.reduce(memberOf, configs ?? unknown));
  const isProposed = loaded.kind === 'literal' && loaded.setting === 'proposed';
  return loaded.kind === 'unknown' || (isProposed && isKnown(preset)) ? preset : loaded;
}
