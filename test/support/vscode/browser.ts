/** The browser that drives the page of a real VS Code. */

import { type Browser, chromium } from 'playwright-core';
import { ensureChromium } from '../../../scripts/ensure.mjs';

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await ensureChromium(), args: quiet });
}
