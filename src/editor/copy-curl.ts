import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { endpointId } from '../model.ts';
import { curlCommand } from '../report/curl.ts';
import { buildRequest } from '../request/build.ts';
import type { ProjectEndpoint } from './projects.ts';
import { askSample, type Dialog } from './questions.ts';

const whereApisStand = 'http://127.0.0.1:3000';

/** The request that a profile would send, for a shell. Asks for sample values as a profile does. */
export async function copyAsCurl({ project, endpoint }: ProjectEndpoint, dialog: Dialog): Promise<void> {
  const { requestAsWritten } = await import('./pipeline.ts');
  const config = await project.config();
  for (;;) {
    const text = await readFile(config.file, 'utf8').catch(() => '{}');
    const { url, sample } = requestAsWritten(text, endpointId(endpoint));
    const built = buildRequest(endpoint, url ?? whereApisStand, sample);
    if (built.state === 'ready') {
      await vscode.env.clipboard.writeText(curlCommand(built.request));
      vscode.window.setStatusBarMessage(`$(check) Copied ${endpointId(endpoint)} as curl`, 4_000);
      return;
    }
    if (!(await askSample(dialog, config, endpoint, built.missing))) return;
  }
}
