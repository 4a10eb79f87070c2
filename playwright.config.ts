import { defineConfig } from '@playwright/test';

/** Chromium without what would make network requests of its own; as root it has no sandbox of its own. */
export const CHROMIUM_ARGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/** `CHROMIUM_PATH` comes from scripts/test.mjs; without it Playwright's own full Chromium is taken, never headless-shell. */
const executablePath = process.env.CHROMIUM_PATH;

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  // One interpreter with scikit-learn takes about 1 GB, and the tests share two cores.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  use: {
    browserName: 'chromium',
    headless: true,
    actionTimeout: 30_000,
    navigationTimeout: 60_000,
    launchOptions: { args: CHROMIUM_ARGS, ...(executablePath ? { executablePath } : {}) },
    ...(executablePath ? {} : { channel: 'chromium' }),
    screenshot: 'only-on-failure',
    // A trace would hold every body, the runtime's 120 MB among them.
    trace: 'off',
  },
});
