/** Makes `virtual:frameworks` known to Node itself, for scripts that run without a bundler. Import it first. */
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { frameworksModule, frameworksPath } from '../../scripts/frameworks-module.mjs';

const name = 'virtual:frameworks';
const source = frameworksModule().replaceAll(JSON.stringify(frameworksPath).slice(0, -1), (path) => {
  return `"${pathToFileURL(path.slice(1))}`;
});

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === name ? { url: name, format: 'module', shortCircuit: true } : next(specifier, context),
  load: (url, context, next) => (url === name ? { format: 'module', source, shortCircuit: true } : next(url, context)),
});
