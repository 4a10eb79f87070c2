/** Browser tests: Chromium by Playwright; `engines.spec.ts` starts Firefox and WebKit itself, where they are installed. */
import { defineConfig } from '@playwright/test';
import { CHROMIUM_ARGS } from './tests/support/chromium.ts';

/** `CHROMIUM_PATH` comes from scripts/test.mjs; without it Playwright's own full Chromium is taken, never headless-shell. */
const executablePath = process.env.CHROMIUM_PATH;
const chromium = {
  launchOptions: { args: CHROMIUM_ARGS, ...(executablePath ? { executablePath } : {}) },
  ...(executablePath ? {} : { channel: 'chromium' }),
};

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  // One interpreter with scikit-learn takes about 1 GB, and the tests share two cores.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  // An end for what hangs, not a measure: three times what the longest takes on two quiet cores.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  projects: [{ name: 'chromium', use: { browserName: 'chromium', ...chromium } }],
  use: {
    headless: true,
    actionTimeout: 30_000,
    navigationTimeout: 60_000,
    screenshot: 'only-on-failure',
    // A trace would hold every body, the runtime's 120 MB among them.
    trace: 'off',
  },
});
