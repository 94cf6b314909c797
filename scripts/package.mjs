// `npm run package`: builds for production and packs dist/endpoint-profiler.vsix.

import { ensureDependencies, ensurePackaged, vsix } from './ensure.mjs';
import { main } from './run.mjs';

await main(async () => {
  await ensureDependencies();
  await ensurePackaged();
  console.log(vsix);
});
