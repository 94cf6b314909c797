import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { type PageHost, type Shown, startPageHost } from './host.ts';

/**
 * One page for all tests of a file, which `shown` is once it shows something. Whatever a test did there: no error, and
 * nothing that the policy had to stop.
 */
export function usePanel(): Pick<PageHost, 'show' | 'showReport'> & { readonly shown: Shown } {
  let host: PageHost;
  let shown: Shown;
  beforeAll(async () => {
    host = await startPageHost();
  });
  afterAll(() => host[Symbol.asyncDispose]());
  afterEach(() => {
    expect(shown.faults).toEqual([]);
  });
  return {
    show: async (state, options) => (shown = await host.show(state, options)),
    showReport: async (report, scheme) => (shown = await host.showReport(report, scheme)),
    get shown() {
      return shown;
    },
  };
}

/** The words of each row's cells. */
export const cells = async (rows: Locator): Promise<string[][]> =>
  Promise.all(
    (await rows.all()).map(async (row) => (await row.locator('th, td').allInnerTexts()).map((text) => text.trim())),
  );
