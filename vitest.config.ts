/** Test runner of everything but tests/e2e: one project per tier of tests/tiers.ts. */
import { defineConfig } from 'vitest/config';
import { globsOf, TIERS } from './tests/tiers.ts';

/**
 * Tests mirror the tree. A file that needs a document declares it: `// @vitest-environment happy-dom`.
 * Two workers, because an interpreter with scikit-learn takes about 1 GB. `CHROMIUM_PATH` names the browser where one is used.
 */
export default defineConfig({
  test: {
    environment: 'node',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
    projects: TIERS.map((tier) => ({
      extends: true as const,
      test: {
        name: tier,
        ...globsOf(tier),
        ...(tier === 'fast' ? { setupFiles: ['tests/support/fastGuard.ts'] } : {}),
      },
    })),
  },
});
