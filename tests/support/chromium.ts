/** A Chromium for tests that need a real one: `CHROMIUM_PATH`, a system one, or that of Playwright. */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
];

/** Chromium without features that make network requests by themselves; root cannot use its sandbox. */
export const CHROMIUM_ARGS: string[] = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/** Launches a headless Chromium. @throws Error with what to install where there is none. */
export async function launchChromium(): Promise<Browser> {
  const found = process.env.CHROMIUM_PATH || PLACES.find((path) => existsSync(path));
  return chromium.launch({ args: CHROMIUM_ARGS, ...(found ? { executablePath: found } : {}) });
}
