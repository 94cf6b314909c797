/** What a person does in VS Code's window, as a page object. */

import type { Frame, Locator, Page } from 'playwright-core';
import { until } from './until.ts';

const bootMs = 60_000;

export class Workbench {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  static async open(page: Page, url: string): Promise<Workbench> {
    await page.goto(url);
    await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: bootMs });
    return new Workbench(page);
  }

  /** Opens a file of the workspace through the quick open box. */
  async openFile(path: string): Promise<void> {
    const name = path.slice(path.lastIndexOf('/') + 1);
    await this.#quickInput('ControlOrMeta+P', path, name);
    await this.page.getByRole('tab', { name }).waitFor();
  }

  /** Runs a command by its title in the command palette, `Category: Title`. */
  async runCommand(title: string): Promise<void> {
    await this.#quickInput('F1', `>${title}`, title);
  }

  async #quickInput(key: string, text: string, choice: string): Promise<void> {
    const box = this.page.locator('.quick-input-widget');
    // The workbench binds its keys some time after it shows itself.
    await until(`the box of ${key}`, bootMs, async () => {
      await this.page.keyboard.press(key);
      return box
        .locator('input[type=text]')
        .waitFor({ timeout: 2_000 })
        .then(
          () => true,
          () => null,
        );
    });
    await box.locator('input[type=text]').fill(text);
    await box.locator('.monaco-list-row').filter({ hasText: choice }).first().click({ timeout: bootMs });
  }

  /** Opens the view behind an icon of the activity bar. */
  async openView(name: string): Promise<void> {
    await this.page.getByRole('tab', { name, exact: true }).click({ timeout: bootMs });
  }

  /** Rows of the tree in the side bar whose text fits, from top to bottom. */
  row(text: string | RegExp): Locator {
    return this.page.locator('.part.sidebar .monaco-list-row').filter({ hasText: text });
  }

  async rows(): Promise<string[]> {
    return this.page.locator('.part.sidebar .monaco-list-row').allInnerTexts();
  }

  /** The row's context menu; then the command there. */
  async chooseInMenu(row: Locator, command: string): Promise<void> {
    await row.click({ button: 'right' });
    const item = this.page.getByRole('menuitem', { name: command, exact: true });
    // A menu takes no click in its first moments.
    await until(`${command} to be taken`, bootMs, async () => {
      await item.click({ timeout: 1_000 }).catch(() => {});
      return (await item.count()) === 0 ? true : null;
    });
  }

  /** Picks a line of the list that is open on top. */
  async pick(text: string): Promise<void> {
    await this.page.locator('.quick-input-widget .monaco-list-row').filter({ hasText: text }).first().click();
  }

  /** Types into the box that is open on top; `Enter` accepts it. */
  async type(text: string, accept: boolean): Promise<void> {
    await this.page.locator('.quick-input-widget input[type=text]').fill(text);
    if (accept) await this.page.keyboard.press('Enter');
  }

  /** The links above lines of the open editor that have this text, from top to bottom. */
  codeLens(text: string | RegExp): Locator {
    return this.page.locator('.codelens-decoration a').filter({ hasText: text });
  }

  statusBarItem(text: string | RegExp): Locator {
    return this.page.locator('.statusbar-item').filter({ hasText: text });
  }

  async closeTab(name: string | RegExp): Promise<void> {
    const tab = this.page.getByRole('tab', { name });
    await tab.hover();
    await tab.getByRole('button', { name: /^Close/ }).click();
  }

  /** The first webview whose document has something that matches the selector. */
  webview(selector: string, timeoutMs = 30_000): Promise<Frame> {
    return until(`a webview with ${selector}`, timeoutMs, async () => {
      for (const frame of this.page.frames().slice(1)) {
        // A frame that goes away while it is asked is no answer.
        if (
          (await frame
            .locator(selector)
            .count()
            .catch(() => 0)) > 0
        )
          return frame;
      }
      return null;
    });
  }
}
