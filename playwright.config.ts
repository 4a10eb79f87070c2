/** Browser tests: Chromium, and the other engines of Playwright where `HOLDOUT_ENGINES` names them. */
import { defineConfig } from '@playwright/test';
import { CHROMIUM_ARGS } from './tests/support/chromium.ts';
import { NIGHTLY } from './tests/support/seed.ts';

/** `CHROMIUM_PATH` comes from scripts/test.mjs; without it Playwright's own full Chromium is taken, never headless-shell. */
const executablePath = process.env.CHROMIUM_PATH;
const chromium = {
  launchOptions: { args: CHROMIUM_ARGS, ...(executablePath ? { executablePath } : {}) },
  ...(executablePath ? {} : { channel: 'chromium' }),
};

const ENGINES = ['chromium', 'firefox', 'webkit'] as const;
const asked = (process.env.HOLDOUT_ENGINES ?? 'chromium').split(',');

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  // One interpreter with scikit-learn takes about 1 GB, and the tests share two cores.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 90_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  projects: ENGINES.filter((name) => asked.includes(name)).map((name) => ({
    name,
    use: { browserName: name, ...(name === 'chromium' ? chromium : {}) },
    // All of them in each engine would take longer than the gate may: that is for `npm run nightly`.
    ...(name === 'chromium' || NIGHTLY ? {} : { grep: /@engines/ }),
  })),
  use: {
    headless: true,
    actionTimeout: 30_000,
    navigationTimeout: 60_000,
    screenshot: 'only-on-failure',
    // A trace would hold every body, the runtime's 120 MB among them.
    trace: 'off',
  },
});
