import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeEndpoint, describeWarning, openProject } from './support.ts';

const root = join(import.meta.dirname, '../../routes');
const foldersIn = (path: string) =>
  readdirSync(path, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

/** Each folder `test/routes/<framework>/<case>` holds sources and all that is to be found in them: extras fail too. */
describe.each(foldersIn(root))('%s', (framework) => {
  it.each(foldersIn(join(root, framework)))('%s', async (name) => {
    const folder = join(root, framework, name);
    const result = await openProject(folder).scan();
    const found = {
      endpoints: result.endpoints.map(describeEndpoint),
      warnings: result.warnings.map(describeWarning),
    };
    expect(found).toEqual(JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')));
    expect(new Set(result.endpoints.map((endpoint) => endpoint.framework))).toEqual(new Set([framework]));
  });
});
