import { expect, it } from 'vitest';
import { folderWith, openProject } from './support.ts';

async function importsIn(files: Record<string, string>): Promise<Record<string, readonly string[]>> {
  using folder = folderWith(files);
  const project = openProject(folder.root);
  await project.scan();
  return Object.fromEntries(await project.imports());
}

it('JavaScript: whatever the syntax, the resolver and the place in the code; types and packages are none', async () => {
  const imports = await importsIn({
    'tsconfig.json': '{ "compilerOptions": { "paths": { "#lib/*": ["./lib/*"] } } }',
    'app.ts': `
      import './effects.ts';
      import express from 'express';
      import { a } from './a.js';
      import type { T } from './types.ts';
      export * from './b';
      export type { U } from './types.ts';
      import legacy = require('./legacy.cjs');
      import { c } from '#lib/c';
      export async function later(name: string) {
        const { d } = await import('./d.ts');
        return [d, require('./e.js'), import(name), a, c, legacy];
      }`,
    ...Object.fromEntries(
      ['effects.ts', 'a.ts', 'types.ts', 'b/index.ts', 'legacy.cjs', 'lib/c.ts', 'd.ts', 'e.js'].map((file) => [
        file,
        '',
      ]),
    ),
  });
  expect(imports['app.ts']).toEqual(['a.ts', 'b/index.ts', 'd.ts', 'e.js', 'effects.ts', 'legacy.cjs', 'lib/c.ts']);
  expect(imports['a.ts']).toEqual([]);
});

it('JavaScript: specifiers that are put together on the way to routes', async () => {
  const imports = await importsIn({
    'app.js': `
      const app = require('express')();
      for (const file of require('fs').readdirSync(__dirname + '/routes')) app.use(require('./routes/' + file));`,
    'routes/users.js': `const router = require('express').Router(); router.get('/users', () => {}); module.exports = router;`,
  });
  expect(imports['app.js']).toEqual(['routes/users.js']);
});

it('Python: modules, packages around them, and modules that are imported from packages', async () => {
  const imports = await importsIn({
    'main.py': 'import shop.prices\nfrom shop import orders, nothing\nfrom shop.tax import *\n',
    'shop/__init__.py': 'from . import tax\n',
    'shop/orders.py': 'def handler():\n    from .prices import of\n    from ..main import app\n',
    'shop/prices.py': '',
    'shop/tax.py': '',
  });
  expect(imports['main.py']).toEqual(['shop/__init__.py', 'shop/orders.py', 'shop/prices.py', 'shop/tax.py']);
  expect(imports['shop/__init__.py']).toEqual(['shop/tax.py']);
  expect(imports['shop/orders.py']).toEqual(['main.py', 'shop/prices.py']);
});

it('Go: all files of an imported package, and those of the own one', async () => {
  const imports = await importsIn({
    'go.mod': 'module example.com/shop\n',
    'main.go': 'package main\nimport (\n\t"net/http"\n\t_ "example.com/shop/orders"\n)\n',
    'wiring.go': 'package main\n',
    'orders/list.go': 'package orders\n',
    'orders/price.go': 'package orders\nimport "example.com/shop/tax"\n',
    'tax/tax.go': 'package tax\n',
  });
  expect(imports['main.go']).toEqual(['orders/list.go', 'orders/price.go', 'wiring.go']);
  expect(imports['orders/price.go']).toEqual(['orders/list.go', 'tax/tax.go']);
});
