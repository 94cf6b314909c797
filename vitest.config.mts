import { defineConfig } from 'vitest/config';
import { frameworksModule } from './scripts/frameworks-module.mjs';

const frameworks = {
  name: 'frameworks',
  resolveId: (id: string) => (id === 'virtual:frameworks' ? '\0frameworks' : null),
  load: (id: string) => (id === '\0frameworks' ? frameworksModule() : null),
};

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [frameworks],
        test: { name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: 30_000, hookTimeout: 60_000 },
      },
      // Needs dist/ (npm run build): the real workers and child processes, a real PostgreSQL.
      {
        plugins: [frameworks],
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          // Real servers, databases and loads share the machine: what its noise has failed is seen once more, and told.
          retry: 1,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      // Needs dist/ and Chromium: the panel's page alone, with made-up states.
      { test: { name: 'page', include: ['test/page/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 } },
      // Needs the packaged .vsix, a real VS Code and Chromium.
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 240_000,
          hookTimeout: 240_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
