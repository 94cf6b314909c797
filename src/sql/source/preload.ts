/**
 * Runs inside the launched server, before its own code: notes where in the source each statement is handed to `pg` or to
 * `postgres`. It changes neither arguments nor results, and whatever goes wrong in it stays in it.
 */

import module from 'node:module';
import { quietly } from './note.ts';
import { watchPg } from './pg.ts';
import { placesVariable } from './place.ts';
import { watchQueries } from './postgres-js.ts';

/** What Node's types do not declare, or an older Node does not have. */
interface Loader {
  _load(request: string, parent?: { filename?: string | null }, ...rest: unknown[]): unknown;
  registerHooks?: typeof module.registerHooks;
}

const onQueries = Symbol.for('endpoint-profiler.queries');

if (process.env[placesVariable] !== undefined) {
  const loader = module as unknown as Loader;
  watchRequires(loader);
  quietly(() => watchImports(loader));
}

/** An ES module that imports `pg`, a CommonJS package, comes by here too. */
function watchRequires(loader: Loader): void {
  loader._load = new Proxy(loader._load, {
    apply(load, self, args: Parameters<Loader['_load']>) {
      const loaded = Reflect.apply(load, self, args);
      const [request, parent] = args;
      quietly(() => {
        if (/(?:^|[\\/])pg(?:-pool)?(?:[\\/]|$)/.test(request)) watchPg(loaded);
        if (/\/query(?:\.js)?$/.test(request) && /[\\/]postgres[\\/]cjs[\\/]src[\\/]/.test(parent?.filename ?? '')) {
          watchQueries((loaded as { Query: Parameters<typeof watchQueries>[0] }).Query);
        }
      });
      return loaded;
    },
  });
}

/** `postgres` is an ES module to those that import it, and hands out none of its classes: its source has to. */
function watchImports({ registerHooks }: Loader): void {
  Object.defineProperty(globalThis, onQueries, { value: watchQueries });
  registerHooks?.({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      if (!/\/postgres\/src\/query\.js$/.test(url) || loaded.source == null) return loaded;
      const source = typeof loaded.source === 'string' ? loaded.source : Buffer.from(loaded.source as Uint8Array);
      return { ...loaded, source: `${source}\nglobalThis[Symbol.for('${onQueries.description}')]?.(Query);\n` };
    },
  });
}
