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
    ],
  },
});
