/** What a person does with the list of endpoints, in a real VS Code with the packaged extension. */

import { mkdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../scripts/run.mjs';
import { type ExampleSession, openExample } from '../support/vscode/session.ts';

const pictures = join(root, 'test-results/screenshots');
/** The README's picture is made anew only on request. */
const readmePictures = process.env.UPDATE_SCREENSHOTS ? join(root, 'media/screenshots') : pictures;

/** A prefix and a path that only the running program knows. */
const legacy = `import express, { Router } from 'express';

const reports = Router();
reports.get('/yearly', (request, response) => response.json({}));
reports.post('/yearly/:id/send', (request, response) => response.json({}));

const legacy = express();
legacy.use(process.env.REPORTS_PATH, reports);
legacy.listen(0);
`;

let session: ExampleSession;
const configFile = () => join(session.workspace, '.endpoint-profiler/config.json');
const picture = (name: string, folder = pictures) =>
  session.workbench.page.screenshot({ path: join(folder, `${name}.png`) });

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  session = await openExample({ 'window.autoDetectColorScheme': true });
  const { workbench } = session;
  // Headless browsers ask nobody whether a page may write to the clipboard.
  await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await workbench.openView('Endpoint Profiler');
  await workbench.row('src/routes/orders.ts').waitFor({ timeout: 60_000 });
});

afterAll(() => session?.dispose());

test('endpoints are listed by file, and by path where the person wants that', async () => {
  const { workbench } = session;
  await workbench.row('GET /api/v1/orders/recent').waitFor();
  await picture('endpoints-by-file');
  await workbench.runCommand('Endpoint Profiler: Group Endpoints By…');
  await workbench.pick('Path');
  await workbench.row('/api/v1').first().waitFor();
  await workbench.row(/^GET \/recent/).waitFor();
  expect((await workbench.rows()).join('\n')).not.toContain('GET /api/v1/orders/recent');
  await picture('endpoints-by-path');
});

test('a filter works while it is typed, and can be cleared', async () => {
  const { workbench } = session;
  await workbench.runCommand('Endpoint Profiler: Filter Endpoints…');
  await workbench.type('delete ord', false);
  await workbench.page.getByText('Filter “delete ord”: 1 of').waitFor();
  await workbench.page.keyboard.press('Enter');
  expect((await workbench.rows()).join('\n')).toContain('DELETE');
  await picture('endpoints-filtered');
  await workbench.runCommand('Endpoint Profiler: Filter Endpoints…');
  await workbench.type('no such thing', true);
  await workbench.page.getByText('No endpoint fits the filter.').waitFor();
  await picture('endpoints-none-fits');
  await workbench.page.getByRole('button', { name: 'Clear Filter' }).last().click();
  await workbench.row(/^GET \/recent/).waitFor();
});

test('Go to Endpoint finds a handler by some letters of its path', async () => {
  const { workbench } = session;
  await workbench.runCommand('Endpoint Profiler: Go to Endpoint…');
  await workbench.type('getprodexp', false);
  await workbench.page.locator('.quick-input-widget .monaco-list-row').getByText('/api/v1/products/export').waitFor();
  await picture('go-to-endpoint');
  await workbench.page.keyboard.press('Enter');
  await workbench.page.getByRole('tab', { name: 'products.ts' }).waitFor();
  await workbench.codeLens('Profile endpoint').first().waitFor({ timeout: 30_000 });
  await picture('endpoints-dark', readmePictures);
});

test('copies the request as curl, with the name of a secret instead of the secret', async () => {
  const { workbench } = session;
  const config = JSON.parse(await readFile(configFile(), 'utf8'));
  config.requests = {
    ...config.requests,
    'GET /api/v1/orders/recent': { headers: { authorization: 'Bearer ${env:TOKEN}' } },
  };
  await writeFile(configFile(), JSON.stringify(config, null, 2));
  await workbench.chooseInMenu(workbench.row(/^GET \/recent/), 'Copy as curl');
  await workbench.statusBarItem('as curl').waitFor();
  const copied = await workbench.page.evaluate('navigator.clipboard.readText()');
  delete config.requests;
  await writeFile(configFile(), JSON.stringify(config, null, 2));
  expect(copied).toBe(`curl '${config.server.url}/api/v1/orders/recent' \\
  -H 'authorization: Bearer '"$TOKEN"`);
});

test('a path that the code does not tell is completed once, and again taken back', async () => {
  const { workbench, workspace } = session;
  await writeFile(join(workspace, 'src/legacy.ts'), legacy);
  await workbench.row('Path not complete').waitFor({ timeout: 30_000 });
  await workbench.openFile('src/legacy.ts');
  await workbench.codeLens('GET …/yearly · complete the path').click({ timeout: 30_000 });
  await workbench.page.getByText('What stands before /yearly when a client calls it?').waitFor();
  await workbench.page.waitForTimeout(500); // It fades in.
  await picture('complete-path');
  await workbench.type('/api/old', true);
  await workbench.row('/api').first().waitFor();
  await workbench.codeLens('Profile endpoint').first().waitFor({ timeout: 30_000 });
  const config = JSON.parse(await readFile(configFile(), 'utf8'));
  expect(config.routes).toEqual({ prefixes: { 'src/legacy.ts': '/api/old' } });
  expect(await workbench.row('Path not complete').count()).toBe(0);

  delete config.routes;
  await writeFile(configFile(), JSON.stringify(config, null, 2));
  await workbench.codeLens('GET …/yearly · complete the path').waitFor({ timeout: 30_000 });
});

test('all below a group are profiled after a question', async () => {
  const { workbench } = session;
  await workbench.chooseInMenu(workbench.row('/admin').first(), 'Profile All Below');
  await workbench.page.getByText(/1 of them can change data/).waitFor();
  await picture('profile-below');
  await workbench.page.getByRole('button', { name: 'Profile', exact: true }).click();
  await workbench.statusBarItem(/of 3 · GET \/admin/).waitFor({ timeout: 60_000 });
  await picture('profiling-below');
  await workbench.runCommand('Endpoint Profiler: Cancel Profiling');
  await workbench.statusBarItem(/of 3 · GET \/admin/).waitFor({ state: 'detached', timeout: 60_000 });
});

test('the list is as legible in a light theme', async () => {
  await session.workbench.page.emulateMedia({ colorScheme: 'light' });
  await session.workbench.page.locator('.monaco-workbench.vs').waitFor();
  await picture('endpoints-light');
});
