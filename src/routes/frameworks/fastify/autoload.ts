import type { FolderModule, RouterAction } from '../../adapter.ts';
import { memberOf } from '../../link/members.ts';
import { force, isKnown, literal, objectOf, stringOf, unknown, type Value } from '../../link/values.ts';
import { argument, pluginOf, registered, routeOf } from './plugins.ts';

/** What the folder's settings may change: https://github.com/fastify/fastify-autoload#global-configuration */
const defaults = {
  scriptPattern: /\.[cm]?[jt]s$/i,
  indexPattern: /^index\.[cm]?[jt]s$/i,
  autoHooksPattern: /^[_.]?auto_?hooks\.[cm]?[jt]s$/i,
};

/** `register(autoload, settings)`: each module below the folder is a plugin, whose prefix its folders make. */
export const autoloaded = (settings: Value): RouterAction => ({
  kind: 'folder',
  folder: memberOf(settings, 'dir'),
  load: (modules) =>
    modules
      .filter(({ path }) => isLoaded(path, modules, settings))
      .flatMap((module) => moduleActions(module, settings)),
});

/** In a folder with an index file that one alone is loaded, and what is in the folders below. */
function isLoaded(path: string, modules: FolderModule[], settings: Value): boolean {
  const { folder, name } = split(path);
  const is = (pattern: keyof typeof defaults, of: string) =>
    (patternIn(settings, pattern) ?? defaults[pattern]).test(of);
  const depth = path.split('/').length - 1;
  const deepest = Number(stringOf(memberOf(settings, 'maxDepth')) ?? Number.POSITIVE_INFINITY);
  if (depth > deepest || isIgnored(path, settings)) return false;
  if (is('indexPattern', name)) return true;
  const others = modules.map((module) => split(module.path)).filter((other) => other.folder === folder);
  const hasIndex = others.some((other) => is('indexPattern', other.name));
  return is('scriptPattern', name) && !hasIndex && !is('autoHooksPattern', name);
}

/** `ignorePattern` is tried on every folder on the way as well, the filters on the file alone. */
function isIgnored(path: string, settings: Value): boolean {
  const pattern = patternIn(settings, 'ignorePattern');
  const onTheWay = path.split('/').map((_, i, parts) => parts.slice(0, i + 1).join('/'));
  return (
    onTheWay.some((part) => pattern?.test(part)) ||
    passes(path, settings, 'ignoreFilter') === true ||
    passes(path, settings, 'matchFilter') === false
  );
}

/** Null when there is no such filter, or only the running program knows it. */
function passes(path: string, settings: Value, filter: string): boolean | null {
  const part = stringOf(memberOf(settings, filter));
  if (part !== null) return `/${path}`.includes(part);
  return patternIn(settings, filter)?.test(`/${path}`) ?? null;
}

function moduleActions({ path, exports }: FolderModule, settings: Value): RouterAction[] {
  const content = exports();
  const plugin = pluginOf(content);
  const said = (name: string) => [plugin, content].map((from) => force(memberOf(from, name))).find(isKnown);
  if (stringOf(said('autoload') ?? unknown) === 'false') return [];
  const override = said('prefixOverride');
  const own = said('autoPrefix') ?? folderPrefix(split(path).folder, settings);
  const prefix = withParameters(override ?? concatenated(optionsPrefix(settings, said('autoConfig')), own), settings);
  // A module may also export the options of one route.
  const route = routeOf(argument(plugin));
  if (route?.paths) return [{ ...route, paths: concatenated(prefix, route.paths) }];
  const encapsulates = stringOf(memberOf(settings, 'encapsulate')) !== 'false';
  return registered(plugin, objectOf(new Map(encapsulates ? [['prefix', prefix]] : [])));
}

function optionsPrefix(settings: Value, autoConfig: Value = unknown): Value {
  const given = [memberOf(settings, 'options'), autoConfig].map((options) => force(memberOf(options, 'prefix')));
  const prefix = stringOf(given.find(isKnown) ?? literal('')) ?? '';
  return literal(prefix.replace(/\/$/, ''));
}

/** A function may rename the folders: then only the running program knows. */
function folderPrefix(folder: string, settings: Value): Value {
  const named = force(memberOf(settings, 'dirNameRoutePrefix'));
  if (folder === '' || stringOf(named) === 'false') return literal('');
  return named.kind === 'function' ? unknown : literal(`/${folder}`);
}

/** With `routeParams`, `_id` is a parameter; where two underscores stand anywhere, only those count. */
function withParameters(prefix: Value, settings: Value): Value {
  const text = stringOf(prefix);
  if (text === null || stringOf(memberOf(settings, 'routeParams')) !== 'true') return prefix;
  return literal(text.includes('__') ? text.replaceAll('__', ':') : text.replaceAll('/_', '/:'));
}

/** A route at `/` answers at the prefix itself. */
function concatenated(prefix: Value, path: Value): Value {
  const [start, known] = [stringOf(prefix), force(path)];
  if (start === null || known.kind !== 'literal') return unknown;
  return literal(start !== '' && known.value === '/' ? start : `${start}${known.value}`, known.at);
}

/** A regular expression, or the text of one. */
function patternIn(settings: Value, name: string): RegExp | null {
  const value = force(memberOf(settings, name));
  const source = value.kind === 'regex' ? value.source : stringOf(value);
  // Repeated groups may take forever.
  if (source === null || /\)[*+{]/.test(source)) return null;
  try {
    return new RegExp(source);
  } catch {
    return null;
  }
}

function split(path: string): { folder: string; name: string } {
  const slash = path.lastIndexOf('/');
  return { folder: path.slice(0, Math.max(0, slash)), name: path.slice(slash + 1) };
}
