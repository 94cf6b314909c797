/** Shows the page in Chromium as the editor would: its document, its policy, its theme, and a channel. */

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { newNonce, pageHtml } from '../../src/editor/panel/page.ts';
import type { EmbeddedReport } from '../../src/model.ts';
import type { FromPage, PanelState, RunStep, ToPage } from '../../src/protocol.ts';
import { reportHtml } from '../../src/report/html.ts';
import { launchBrowser } from '../support/vscode/browser.ts';
import { type ThemeName, themes } from './themes.ts';

export interface ShowOptions {
  theme?: ThemeName;
  width?: number;
}

/**
 * What the host's one page shows until it shows the next. `faults` are console errors, uncaught errors and violations of
 * the policy: there must be none.
 */
export interface Shown {
  page: Page;
  faults: string[];
  /** Changes the theme under the page, as the editor does; the page follows in the next frame. */
  wear(theme: ThemeName): Promise<void>;
  send(state: PanelState): Promise<void>;
  sendStep(step: RunStep): Promise<void>;
  posted(): Promise<FromPage[]>;
}

export interface PageHost extends AsyncDisposable {
  show(state: PanelState, options?: ShowOptions): Promise<Shown>;
  showReport(report: EmbeddedReport, scheme: 'dark' | 'light'): Promise<Shown>;
}

const root = join(import.meta.dirname, '../..');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export async function startPageHost(): Promise<PageHost> {
  const bundle = await bundlePage();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url!, 'http://localhost');
    const [type, body] = files(pathname);
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': `${type}; charset=utf-8` }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let report = '';
  const files = (path: string): [type: string, body: string | undefined] => {
    const addresses = { cspSource: origin, script: `${origin}/webview.js`, style: `${origin}/webview.css` };
    if (path === '/panel') return ['text/html', pageHtml(addresses, newNonce())];
    if (path === '/report') return ['text/html', report];
    if (path === '/favicon.ico') return ['image/x-icon', ''];
    return path.endsWith('.css') ? ['text/css', bundle.style] : ['text/javascript', bundle.script];
  };
  const browser = await launchBrowser();
  const page = await browser.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text());
  });
  await page.addInitScript(`(${beforeThePage})(${JSON.stringify(themes)})`);

  const open = async (path: string, width: number, colorScheme: 'dark' | 'light' | null) => {
    faults.length = 0;
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    await page.mouse.move(0, 0);
    await page.goto(origin + path);
  };
  const tell = async (message: ToPage) => {
    await page.evaluate(`window.postMessage(${JSON.stringify(message)}, '*')`);
  };
  const send = (state: PanelState) => tell({ type: 'state', state });
  const shown: Shown = {
    page,
    faults,
    wear: (theme) =>
      page.evaluate(`window.wear(${JSON.stringify(theme)});
        new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))`),
    send,
    sendStep: (step) => tell({ type: 'progress', step }),
    posted: () => page.evaluate('window.posted') as Promise<FromPage[]>,
  };

  return {
    async show(state, { theme = 'dark', width = 1120 } = {}) {
      await open(`/panel?theme=${theme}`, width, null);
      await send(state);
      await page.locator('profiler-app main').waitFor();
      return shown;
    },
    async showReport(shownReport, scheme) {
      report = reportHtml(shownReport, bundle);
      await open('/report', 1120, scheme);
      await page.locator('profiler-app main').waitFor();
      return shown;
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function bundlePage(): Promise<{ script: string; style: string }> {
  const { outputFiles } = await build({
    entryPoints: { webview: join(root, 'webview/main.ts') },
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: 'es2023',
    outdir: root,
  });
  const text = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))!.text;
  return { script: text('.js'), style: text('.css') };
}

/** `colours`: what alone depends on the theme. */
export type Rules = 'all' | 'colours' | 'none';

const ruleSets: Record<Rules, unknown> = {
  all: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'],
  colours: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
  none: { type: 'rule', values: [] },
};

/**
 * Violations of WCAG 2 A and AA, and of axe's best practices, each with the elements it is about, inside of what the
 * selector means.
 */
export async function violations(page: Page, rules: Rules = 'all', within = 'html'): Promise<string[]> {
  await page.evaluate(`if (typeof axe === 'undefined') {\n${axe}\n}`);
  const found = (await page.evaluate(
    `axe.run(${JSON.stringify(within)}, {
       runOnly: ${JSON.stringify(ruleSets[rules])},
       resultTypes: ['violations'],
     }).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' +
         nodes.map((node) => node.target.join(' ') + ' ' + node.failureSummary).join(' | ')))`,
  )) as string[];
  return found;
}

// The functions below run in the browser, as text.

/**
 * Of the panel, the variables and classes are there before its script runs, the editor's own style sheet is in a layer,
 * and the editor's own script stands before all others, without a nonce.
 */
const beforeThePage = `function (themes) {
  document.addEventListener('securitypolicyviolation', (event) =>
    console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample));
  if (location.pathname !== '/panel') return;
  let worn = null;
  window.wear = (name) => {
    const { style } = document.documentElement;
    for (const variable of Object.keys(worn?.variables ?? {})) style.removeProperty('--vscode-' + variable);
    if (worn) document.body.classList.remove(worn.kind);
    worn = themes[name];
    for (const [variable, value] of Object.entries(worn.variables)) style.setProperty('--vscode-' + variable, value);
    document.body.classList.add(worn.kind);
    document.body.dataset.vscodeThemeKind = worn.kind;
  };
  window.posted = [];
  window.acquireVsCodeApi = () => ({ postMessage: (message) => window.posted.push(message) });
  document.addEventListener('readystatechange', () => {
    if (document.readyState !== 'interactive') return;
    document.head.prepend(document.createElement('script'));
    window.wear(new URLSearchParams(location.search).get('theme'));
    const defaults = new CSSStyleSheet();
    defaults.replaceSync(\`@layer vscode-default {
      body { background: transparent; color: var(--vscode-editor-foreground); padding: 0 20px; }
      code { color: var(--vscode-textPreformat-foreground); background: var(--vscode-textPreformat-background); padding: 1px 3px; }
      a:focus, input:focus, button:focus { outline: 1px solid -webkit-focus-ring-color; outline-offset: -1px; }
    }\`);
    document.adoptedStyleSheets.push(defaults);
  });
}`;
