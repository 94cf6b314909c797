// The source of `virtual:frameworks`: imports every adapter in src/routes/frameworks. Used by the bundler and by vitest.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

export const frameworksPath = join(import.meta.dirname, '..', 'src', 'routes', 'frameworks');

export function frameworksModule() {
  const files = readdirSync(frameworksPath)
    .filter((file) => file.endsWith('.ts'))
    .sort();
  const imports = files.map(
    (file, i) => `import { adapter as a${i} } from ${JSON.stringify(join(frameworksPath, file))};`,
  );
  return `${imports.join('\n')}\nexport const adapters = [${files.map((_, i) => `a${i}`).join(', ')}];\n`;
}
