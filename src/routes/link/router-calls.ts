import type { Argument, FrameworkAdapter, RouterRole } from '../adapter.ts';
import type { Expression } from '../syntax.ts';
import { callUnknown } from './calls.ts';
import { type CallSite, placeOf } from './machine.ts';
import { makeRouter } from './make-router.ts';
import { imported } from './modules.ts';
import { makeChild, perform } from './router-actions.ts';
import type { Router } from './routers.ts';
import { force, splitKeywords, unknown, type Value } from './values.ts';

/** A method call on a router; an unknown receiver is only likely to be it. */
export function callRouter(router: Router, receiver: Value, name: string, args: Value[], site: CallSite): Value {
  const self: Value = receiver.kind === 'unknown' ? { kind: 'unknown', hint: null, wraps: router } : receiver;
  const { adapter } = router;
  const { sometimes } = site.module.machine;
  const means = adapter.methods.has(name)
    ? adapter.call({
        role: router.role,
        method: name,
        args: argumentsOf(args, site),
        decorated: decoratedBy(site),
        sometimes,
        importModule: (specifier) => imported(specifier, '*', site.module),
      })
    : null;
  if (!means) {
    const given = callUnknown(args);
    return adapter.fluent ? self : given;
  }
  for (const action of means.actions) perform(action, router, site);
  if (means.result === 'self') return self;
  if (means.result === 'other') return callUnknown([]);
  if ('value' in means.result) return means.result.value;
  const child = makeChild(means.result, router, site);
  for (const action of means.result.actions ?? []) perform(action, child, site);
  return { kind: 'router', router: child };
}

/** Each named argument is one of its own. */
export function argumentsOf(args: Value[], { call }: CallSite): Argument[] {
  const { positional, keywords } = splitKeywords(args);
  const named = call.args.at(-1);
  const plain = named?.kind === 'keywords' ? call.args.slice(0, -1) : call.args;
  const entries = named?.kind === 'keywords' ? named.entries : [];
  return [
    ...positional.map((value, i) => argument(value, plain.length === positional.length ? plain[i] : undefined, null)),
    ...[...keywords].map(([name, value]) => {
      const entry = entries.find((candidate) => candidate.kind === 'entry' && candidate.key === name);
      return argument(value, entry?.value, name);
    }),
  ];
}

const argument = (value: Value, syntax: Expression | undefined, keyword: string | null): Argument => ({
  syntax: syntax ?? { kind: 'other', parts: [] },
  keyword,
  value: () => force(value),
  near: () => value.kind !== 'lazy' || value.near(),
});

/** A helper that decorates makes routes of what it is given: `@protected(router.get, '/users')`. */
function decoratedBy({ decorated, module }: CallSite): Argument | null {
  const { calls, active } = module.machine;
  const given = decorated ?? calls.findLast(({ site }) => site.decorated)?.site.decorated;
  const isRunning = active.some((running) => running === given?.syntax);
  return given && !isRunning ? argument(given.value, given.syntax, null) : null;
}

/** Whether the name of a method alone may mean a router. */
export const isTelling = (method: string, { methods, commonMethods }: FrameworkAdapter): boolean =>
  methods.has(method) && !commonMethods?.has(method);

/** A parameter that nobody was seen to pass, but that is named and used like a router. */
export function guessRouter(receiver: Value, method: string, args: Value[], site: CallSite): Router | null {
  if (receiver.kind !== 'unknown' || !receiver.hint) return null;
  const { machine } = site.module;
  const known = machine.guessed.get(receiver);
  if (known) return known;
  const hint = receiver.hint();
  for (const adapter of machine.adaptersFor(site.module.language)) {
    if (!isTelling(method, adapter) || !machine.importsAny(adapter.packages, site.module.file)) continue;
    const role = adapter.resembles(hint);
    if (role === null || !looksLikeRouting(adapter, role, method, args, site)) continue;
    const origin = { adapter, place: placeOf(site), site: receiver, givenTo: machine.uncalled };
    const router = makeRouter({ role, prefix: null }, origin, machine);
    machine.guessed.set(receiver, router);
    return router;
  }
  return null;
}

/** HTTP clients end in options or a body; routes end in a handler. */
function looksLikeRouting(
  adapter: FrameworkAdapter,
  role: RouterRole,
  method: string,
  args: Value[],
  site: CallSite,
): boolean {
  const means = adapter.call({
    role,
    method,
    args: argumentsOf(args, site),
    decorated: decoratedBy(site),
    sometimes: false,
    importModule: () => unknown,
  });
  if (means && site.decorated) return true;
  const last = site.call.args.findLast((arg) => arg.kind !== 'keywords');
  if (!means) return false;
  // `app.withTypeProvider()` does nothing but give the router back.
  if (!last) return means.actions.length === 0;
  if ((typeof means.result === 'object' && 'role' in means.result) || !notHandlers.has(last.kind)) return true;
  // `server.route({ method, path, handler })`: the object is not what handles the request, it names that.
  return means.actions.some(
    (action) => action.kind === 'route' && action.handlers.every(({ syntax }) => syntax !== last),
  );
}

const notHandlers = new Set<Expression['kind']>(['literal', 'regex', 'object', 'concatenation', 'other']);
