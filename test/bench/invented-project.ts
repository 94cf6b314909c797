import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A project as they are: one file in ten has routes, the others components, services and types. */
export function inventProject(files: number): Disposable & { root: string } {
  const root = mkdtempSync(join(tmpdir(), 'scan-bench-'));
  const perFolder = 50;
  for (let folder = 0; folder * perFolder < files; folder++) {
    const path = join(root, 'src', `area${folder}`);
    mkdirSync(path, { recursive: true });
    for (let i = 0; i < perFolder; i++)
      writeFileSync(join(path, `file${i}.ts`), i % 10 === 0 ? routes(folder, i) : service(folder, i));
  }
  const areas = Array.from({ length: Math.ceil(files / perFolder) }, (_, i) => i);
  const mounts = areas.flatMap((area) =>
    [0, 10, 20, 30, 40].map((i) => ({
      name: `r${area}x${i}`,
      path: `./area${area}/file${i}`,
      prefix: `/a${area}/f${i}`,
    })),
  );
  const imports = mounts.map(({ name, path }) => `import { router as ${name} } from '${path}';`);
  const uses = mounts.map(({ name, prefix }) => `app.use('${prefix}', ${name});`);
  const app = ["import express from 'express';", ...imports, 'const app = express();', ...uses, 'app.listen(3000);'];
  writeFileSync(join(root, 'src', 'app.ts'), app.join('\n'));
  return { root, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
}

const routes = (folder: number, file: number) => `import { Router } from 'express';
import { Service${file + 1} } from './file${file + 1}';

export const router = Router();
const service = new Service${file + 1}();
${Array.from(
  { length: 6 },
  (_, i) => `
router.get('/things${i}/:id', async (req, res) => {
  const { page, size } = req.query;
  const found = await service.find(req.params.id, { page: Number(page), size: Number(size), area: ${folder} });
  if (!found) {
    res.status(404).json({ message: \`There is no thing \${req.params.id}\` });
    return;
  }
  res.json({ ...found, links: found.links.map((link) => ({ href: link.href, title: link.title ?? 'none' })) });
});
`,
).join('')}`;

const service = (folder: number, file: number) => `import type { Thing } from './types';

/** Keeps the things of area ${folder}. */
export class Service${file} {
  readonly #things = new Map<string, Thing>();
${Array.from(
  { length: 12 },
  (_, i) => `
  /** Number ${i}. */
  async find${i === 0 ? '' : i}(id: string, options: { page: number; size: number; area: number }): Promise<Thing | null> {
    const thing = this.#things.get(id);
    if (!thing || thing.area !== options.area) return null;
    return { ...thing, links: thing.links.slice(options.page * options.size, (options.page + 1) * options.size) };
  }
`,
).join('')}}
`;
