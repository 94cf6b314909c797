import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { adapters } from 'virtual:frameworks';
import { openGrammars } from './languages/tree-sitter.ts';
import type { ScanRequest } from './protocol.ts';
import { Cache } from './scan/cache.ts';
import { Project } from './scan/project.ts';
import { serve } from './serve.ts';

const { grammarsFolder, cacheFolder } = workerData as { grammarsFolder: string; cacheFolder: string | null };
const grammars = openGrammars(grammarsFolder);
/** Another build of the scanner may find other endpoints in the same files. */
const version = createHash('sha256').update(readFileSync(__filename)).digest('hex');
const cache = cacheFolder === null ? null : new Cache(cacheFolder, version);

const handle = serve(
  async (root) => new Project({ root, adapters, grammars: await grammars, cache }),
  (reply) => parentPort?.postMessage(reply),
);
parentPort?.on('message', (request: ScanRequest) => handle(request));
