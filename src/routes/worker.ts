import { parentPort, workerData } from 'node:worker_threads';
import { adapters } from 'virtual:frameworks';
import { openGrammars } from './languages/tree-sitter.ts';
import { Project } from './project.ts';
import type { ScanRequest } from './protocol.ts';
import { serve } from './serve.ts';

const { grammarsFolder } = workerData as { grammarsFolder: string };
const grammars = openGrammars(grammarsFolder);

const handle = serve(
  async (root) => new Project({ root, adapters, grammars: await grammars }),
  (reply) => parentPort?.postMessage(reply),
);
parentPort?.on('message', (request: ScanRequest) => handle(request));
