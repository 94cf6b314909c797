/** Files that no code imports, and that may decide how every endpoint behaves. */

const names = new RegExp(
  `^(?:${[
    // Dependencies.
    'npm-shrinkwrap\\.json|yarn\\.lock|bun\\.lockb?|deno\\.(?:jsonc?|lock)|\\.npmrc|\\.nvmrc|\\.node-version',
    '\\.tool-versions|\\.python-version|requirements.*\\.txt|constraints.*\\.txt|[^.]*\\.lock|Pipfile|setup\\.(?:py|cfg)',
    'go\\.(?:mod|sum|work)(?:\\.sum)?',
    // How it is built and started.
    '(?:.*\\.)?(?:Docker|Container)file(?:\\..*)?|Procfile|Makefile|\\.env(?:\\..*)?|.*\\.env',
    // What frameworks and tools load by name.
    '(?:middleware|instrumentation|proxy|hooks\\.server|settings|wsgi|asgi|manage)\\.\\w+',
    '(?!eslint|prettier|vitest|jest|playwright|cypress|commitlint|stylelint|tailwind|postcss).*\\.config\\.\\w+',
  ].join('|')})$`,
);

const endings = new RegExp(
  `\\.(?:${[
    'sql|prisma|graphql|gql|proto',
    'json|jsonc|json5|ya?ml|toml|ini|cfg|conf|properties|csv|xml|sh',
    'ejs|pug|hbs|handlebars|njk|jinja2?|j2|mustache|liquid|eta|tmpl|gohtml',
  ].join('|')})$`,
);

const migrations = /(?:^|\/)migrations?\//;

/** Tests, documents, and what tools, editors and servers of repositories read. */
const elsewhere = /(?:^|\/)(?:tests?|__tests__|__mocks__|fixtures|spec|e2e|docs?|examples?|node_modules|\.[^/]+)\//;
const toolFiles =
  /(?:^|\/)(?:biome\.jsonc?|renovate\.json|\.[\w-]+rc(?:\.\w+)?|\.gitlab-ci\.yml|\.pre-commit-config\.yaml)$/;

const ours = '.endpoint-profiler/';
/** The results of earlier runs. */
const baselines = `${ours}baselines/`;

/** `file` is relative to the folder of the API, with `/`. */
export function mattersToAll(file: string): boolean {
  if (file.startsWith(ours)) return !file.startsWith(baselines);
  const name = file.slice(file.lastIndexOf('/') + 1);
  if (elsewhere.test(file) || (toolFiles.test(file) && !/^\.(?:npm|nvm)rc$/.test(name))) return false;
  return names.test(name) || endings.test(name) || migrations.test(file);
}

/** Of files outside of that folder: those of the folders around it, and the database's. Relative to the repository. */
export function mattersFromOutside(file: string, prefix: string): boolean {
  const folder = file.slice(0, file.lastIndexOf('/') + 1);
  return mattersToAll(file) && (prefix.startsWith(folder) || /\.(?:sql|prisma)$/.test(file) || migrations.test(file));
}
