import type { Argument, FrameworkAdapter, MadeRouter, RouterCall } from '../adapter.ts';
import { go } from '../languages/go.ts';
import { routerOf } from '../link/values.ts';
import { braceTemplate, requestInputs, route, servesFiles, splitPattern } from './shared/go-routing.ts';

/**
 * Where a program starts, it says which of its parts belong together: `func main()`, `server.MountRouter(…)`, and
 * functions that give a router or server.
 */
const joinsParts =
  /^func main\(|\.\w*Route(?:r|s|rs)?\(|\.ListenAndServe|^func [^\n]*\)\s*\(?\*?(?:\w+\.)?\w*(?:Router|Server)\b/m;

/** https://pkg.go.dev/net/http#ServeMux */
export const adapter: FrameworkAdapter = {
  name: 'net-http',
  language: go,
  packages: ['net/http'],
  methods: new Set(['Handle', 'HandleFunc']),
  concerns: (text) => /\.Handle(?:Func)?\(|\bServeMux\b|\bStripPrefix\(/.test(text) || joinsParts.test(text),
  creates({ module, path }, args) {
    if (module !== 'net/http') return null;
    const name = path.join('.').replace(/^DefaultServeMux\./, '');
    const [first, second] = args;
    switch (name) {
      case 'NewServeMux':
      case 'ServeMux':
        return { role: 'application', prefix: null };
      case 'Handle':
      case 'HandleFunc':
        return inDefaultMux(handle(args));
      case 'HandlerFunc':
      case 'AllowQuerySemicolons':
        return first ? { value: first.value() } : null;
      case 'TimeoutHandler':
      case 'MaxBytesHandler':
        return first && routerOf(first.value()) ? { value: first.value() } : null;
      case 'StripPrefix':
        return first && second && routerOf(second.value()) ? strip(first, second) : null;
      default:
        return null;
    }
  },
  resembles: ({ type }) =>
    type !== null && typeof type !== 'string' && type.module === 'net/http' && type.path.join('.') === 'ServeMux'
      ? 'application'
      : null,
  call: ({ args }) => handle(args),
  keepsSlash: true,
  templates(pattern) {
    // A host may stand before the path.
    const template = braceTemplate(pattern.replace(/^[^/{]+(?=\/)/, ''));
    return template === null ? null : [template];
  },
  parameters: requestInputs,
};

/** A handler that is a router sees the whole path, whatever the pattern was that led there. */
function handle([pattern, handler]: Argument[]): RouterCall | null {
  if (!pattern || !handler) return null;
  if (routerOf(handler.value()))
    return { actions: [{ kind: 'mount', prefix: null, children: [handler] }], result: 'other' };
  if (servesFiles(handler.value())) return null;
  const { methods, path } = splitPattern(pattern.value());
  return { ...route(methods, path, [handler]), result: 'other' };
}

const inDefaultMux = (call: RouterCall | null): MadeRouter | null =>
  call && { role: 'application', prefix: null, actions: call.actions };

/** Whoever mounts it; a server may have it for its handler, or a `ServeHTTP` of the project call it. */
const strip = (prefix: Argument, handler: Argument): MadeRouter => ({
  role: 'application',
  prefix: prefix.value(),
  actions: [{ kind: 'mount', prefix: null, children: [handler] }],
});
