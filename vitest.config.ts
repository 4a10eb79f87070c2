import { defineConfig } from 'vitest/config';

/**
 * Tests mirror the tree. A file that needs a document says so itself: `// @vitest-environment happy-dom`.
 * Two workers, because an interpreter with scikit-learn takes about 1 GB. `CHROMIUM_PATH` names the browser where one is used.
 */
export default defineConfig({
  test: {
    include: ['tests/{unit,contract,protocol,scenarios,security,fuzz,torch}/**/*.test.{ts,tsx}'],
    environment: 'node',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
