/** The extension's panel, read as a screen reader reads it. */

import type { Frame, Locator } from 'playwright-core';
import type { Workbench } from './workbench.ts';

export class ProfilePanel {
  readonly frame: Frame;

  private constructor(frame: Frame) {
    this.frame = frame;
  }

  /** Waits until the panel shows this endpoint. */
  static async of(workbench: Workbench, path: string): Promise<ProfilePanel> {
    return new ProfilePanel(await workbench.webview(`h1:has-text("${path}")`));
  }

  async openTab(name: string | RegExp): Promise<void> {
    await this.frame.getByRole('tab', { name }).click();
  }

  table(name: string | RegExp): Locator {
    return this.frame.getByRole('table', { name });
  }

  /** Opens the table that a chart stands for, where it is folded away, and reads its cells without the head. */
  async openTable(name: string | RegExp): Promise<string[][]> {
    const table = this.table(name).first();
    await table.waitFor({ state: 'attached' });
    const fold = this.frame.locator('details:not([open])', { has: table });
    if ((await fold.count()) > 0) await fold.locator('summary').first().click();
    const rows = await table.locator('tbody tr').all();
    return Promise.all(rows.map((row) => row.locator('th, td').allInnerTexts()));
  }

  button(name: string | RegExp): Locator {
    return this.frame.getByRole('button', { name });
  }
}
