import { expect, it } from 'vitest';
import type { Method } from '../../../src/model.ts';
import type { DeclaredRouter, FrameworkAdapter, RouterAction } from '../../../src/routes/adapter.ts';
import { javascript } from '../../../src/routes/languages/javascript.ts';
import { literal, stringOf } from '../../../src/routes/link/values.ts';
import { Project } from '../../../src/routes/scan/project.ts';
import { describeEndpoint, folderWith, grammars } from './support.ts';

/** What every framework has to say; the tests below add one way of declaring routes each. */
const base: FrameworkAdapter = {
  name: 'fake',
  language: javascript,
  packages: ['fake'],
  methods: new Set(['get', 'register', 'group']),
  concerns: () => true,
  creates: () => null,
  resembles: () => null,
  call: () => null,
  templates: (path) => [path.replace(/:(\w+)/g, '{$1}')],
  parameters: () => [],
};

async function scanWith(adapter: Partial<FrameworkAdapter>, files: Record<string, string>): Promise<string[]> {
  using folder = folderWith(files);
  const project = new Project({ root: folder.root, adapters: [{ ...base, ...adapter }], grammars });
  return (await project.scan()).endpoints.map(describeEndpoint);
}

it('plugins that fill a router of their own, and routers that carry their prefix', async () => {
  const found = await scanWith(
    {
      creates: ({ module }, args) =>
        module === 'fake' ? { role: 'application', prefix: args[0]?.value() ?? null } : null,
      call({ method, args }) {
        const [first, second] = args;
        if (!first) return null;
        if (method === 'group') return { actions: [], result: { role: 'group', prefix: first.value() } };
        if (method === 'get')
          return { actions: [{ kind: 'route', methods: ['GET'], paths: first.value(), handlers: [] }], result: 'self' };
        const child = { role: 'plugin', prefix: second?.value() ?? null };
        return { actions: [{ kind: 'fill', by: first, child }], result: 'self' };
      },
    },
    {
      'app.ts': `import fake from 'fake';
import { users } from './users';
const app = fake('/v1');
app.register(users, '/users');
app.group('/a').group('/b').get('/c', h);
`,
      'users.ts': `export async function users(scope) {
  scope.get('/:id', h);
}
`,
    },
  );
  expect(found).toEqual(['GET /v1/a/b/c app.ts:5-5', 'GET /v1/users/{id} users.ts:2-2 path:id!']);
});

it('functions that give back what they are given, routers that are made filled, and a prefix that is set later', async () => {
  const found = await scanWith(
    {
      creates: ({ path: [name] }, [first, second]) => {
        if (name === 'plugin') return first ? { value: first.value() } : null;
        if (name === 'Router') return { role: 'application', prefix: null };
        if (name !== 'mounted' || !first || !second) return null;
        return {
          role: 'router',
          prefix: null,
          actions: [{ kind: 'mount', prefix: first.value(), children: [second] }],
        };
      },
      call({ method, args: [first, second] }) {
        if (!first) return null;
        if (method === 'register') return { actions: [{ kind: 'prefix', prefix: first.value() }], result: 'self' };
        if (method === 'group')
          return {
            actions: [{ kind: 'mount', prefix: null, children: [first] }],
            result: second ? { value: second.value() } : 'self',
          };
        return { actions: [{ kind: 'route', methods: ['GET'], paths: first.value(), handlers: [] }], result: 'other' };
      },
    },
    {
      'app.ts': `import { Router, mounted, plugin } from 'fake';
const users = new Router();
users.get('/first', h);
users.register('/users');
users.get('/second', h);
const app = new Router();
plugin((router) => router.get('/inside', h))(app);
const same = app.group(mounted('/v1', users), app);
same.get('/last', h);
`,
    },
  );
  expect(found).toEqual([
    'GET /inside app.ts:7-7',
    'GET /last app.ts:9-9',
    'GET /v1/users/first app.ts:3-3',
    'GET /v1/users/second app.ts:5-5',
  ]);
});

it('a fault in an adapter costs the file that met it, and is said', async () => {
  using folder = folderWith({
    'broken.ts': "import fake from 'fake';\nfake('bad');\n",
    'good.ts': "import fake from 'fake';\nfake('good').get('/users', h);\n",
  });
  const adapter: FrameworkAdapter = {
    ...base,
    creates(_, [name]) {
      if (stringOf(name!.value()) === 'bad') throw new Error('no such thing');
      return { role: 'application', prefix: null };
    },
    call: ({ args: [path] }) => ({
      actions: [{ kind: 'route', methods: ['GET'], paths: path!.value(), handlers: [] }],
      result: 'self',
    }),
  };
  const result = await new Project({ root: folder.root, adapters: [adapter], grammars }).scan();
  expect(result.endpoints.map(describeEndpoint)).toEqual(['GET /users good.ts:2-2']);
  expect(result.warnings).toMatchObject([
    { kind: 'unparsable-code', file: 'broken.ts', message: expect.stringContaining('no such thing') },
  ]);
});

it('classes with decorators', async () => {
  const found = await scanWith(
    {
      declares: ({ classes, evaluate }) =>
        classes.map(({ syntax, env }): DeclaredRouter => {
          const path = (decorator = syntax.decorators[0]) =>
            decorator?.kind === 'call' && decorator.args[0] ? evaluate(decorator.args[0], env) : literal('');
          const routes = syntax.methods.map(({ body, decorators }) => {
            const methods: Method[] = ['GET'];
            return { methods, paths: path(decorators[0]), line: body.line, endLine: body.endLine, parameters: [] };
          });
          return { role: 'application', prefix: path(), line: syntax.line, endLine: syntax.line, routes };
        }),
    },
    {
      'cats.ts': `import { PREFIX } from './constants';
@Controller(PREFIX)
export class Cats {
  @Auth()
  other = 1;
  @Get(':id')
  find() {
    return 1;
  }
}
`,
      'constants.ts': "export const PREFIX = '/cats';",
    },
  );
  expect(found).toEqual(['GET /cats/{id} cats.ts:7-9 path:id!']);
});

it('files by their place and exports', async () => {
  const found = await scanWith(
    {
      concerns: (_, file) => file.endsWith('/route.ts'),
      declares: ({ file, exports }) => {
        const routes = [...exports()].flatMap(([name, value]) => {
          const { line, endLine } = value.kind === 'function' ? value.syntax : { line: 1, endLine: 1 };
          const parameters: [] = [];
          return { methods: [name as Method], paths: literal(''), line, endLine, parameters };
        });
        const prefix = literal(file.replace(/\/route\.ts$/, '').replace(/\[(\w+)\]/g, ':$1'));
        return [{ role: 'application', prefix, line: 1, endLine: 1, routes }];
      },
    },
    {
      'shop/[id]/route.ts': "export * from '../../shared';\nexport const POST = 1;\n",
      'shared.ts': 'export function GET() {}',
    },
  );
  expect(found).toEqual([
    'GET /shop/{id} shop/[id]/route.ts:1-1 path:id!',
    'POST /shop/{id} shop/[id]/route.ts:1-1 path:id!',
  ]);
});

it('classes that are mounted, under settings that are kept to the end', async () => {
  const found = await scanWith(
    {
      methods: new Set(['hold', 'configure', 'listen']),
      creates: ({ module }) => (module === 'fake' ? { role: 'application', prefix: null } : null),
      call({ method, args: [first] }) {
        if (method === 'listen') return { actions: [{ kind: 'serve' }], result: 'other' };
        if (!first) return null;
        if (method === 'configure')
          return { actions: [{ kind: 'set', settings: { base: first.value() } }], result: 'self' };
        const mount: RouterAction = { kind: 'mount', prefix: null, children: [first] };
        return { actions: [{ kind: 'later', actions: () => [mount] }], result: 'self' };
      },
      declaresClass: ({ value: { syntax } }) =>
        syntax.name === 'Cats'
          ? {
              role: 'controller',
              prefix: literal('cats'),
              line: syntax.line,
              endLine: syntax.line,
              settings: { more: literal('v2') },
              routes: [{ methods: ['GET'], paths: literal(':id'), line: 2, endLine: 3, parameters: [] }],
            }
          : null,
      prefixes: ({ settings: { base, more } }) => [[base!, more!]],
    },
    {
      'app.ts': `import fake from 'fake';
import { Cats } from './cats';
const app = fake();
app.hold(Cats);
app.configure('/api');
app.listen();
`,
      'cats.ts': 'export class Cats {}\nexport class Dogs {}\n',
      'script.ts': "import fake from 'fake';\nimport { Cats } from './cats';\nfake().hold(Cats).configure('/never');\n",
    },
  );
  expect(found).toEqual(['GET /api/v2/cats/{id} cats.ts:2-3 path:id!']);
});
