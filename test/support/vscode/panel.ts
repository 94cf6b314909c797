/** The extension's panel, read as a screen reader reads it. */

import type { Frame } from 'playwright-core';
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

  /** The cells of a table's body, row by row. Unfolds the table where it stands behind a chart. */
  async table(name: string): Promise<string[][]> {
    const place = this.frame
      .locator(`[role=group][aria-label="${name}"], [role=treegrid][aria-label="${name}"]`)
      .first();
    await place.waitFor({ state: 'attached' });
    const fold = this.frame.locator('details:not([open])', { has: place });
    if ((await fold.count()) > 0) await fold.getByText('Show as table').click();
    await place.waitFor();
    const rows = await place.locator('tbody tr').all();
    return Promise.all(rows.map((row) => row.locator('> th, > td').allInnerTexts()));
  }
}
