/** What the tests of the sandbox begin with: the small server and a browser, for all tests of a file. */
import type { Browser } from 'playwright';
import { afterAll, beforeAll } from 'vitest';
import { launchChromium } from './chromium.ts';
import type { SandboxPage } from './sandboxPage.ts';
import { type SandboxServer, startSandboxServer } from './sandboxServer.ts';

export interface SandboxWorld {
  readonly server: SandboxServer;
  readonly browser: Browser;
}

/** Starts both before the tests of the file and ends them after these; to be read inside tests and hooks only. */
export function sandboxWorld(): SandboxWorld {
  let running: SandboxWorld | null = null;
  const started = (): SandboxWorld => {
    if (!running) throw new Error('the server and the browser start before the first test');
    return running;
  };
  beforeAll(async () => {
    const server = await startSandboxServer();
    running = { server, browser: await launchChromium() };
  }, 60_000);
  afterAll(async () => {
    await running?.browser.close();
    await running?.server.close();
  });
  return {
    get server() {
      return started().server;
    },
    get browser() {
      return started().browser;
    },
  };
}

/** For a script that runs in a worker: sets `nestedDone` when a worker that is started last has begun, or may not begin. */
export const NESTED_MARKER = `
self.nestedDone = false;
try {
  const last = new Worker(blob('postMessage(1)'));
  last.onmessage = last.onerror = () => { self.nestedDone = true; };
} catch { self.nestedDone = true; }`;

/**
 * Resolves when whatever the sandbox's worker has sent so far would have been counted: the worker takes another turn, then a request
 * of the page, which may reach the server, has reached it.
 */
export async function afterMarker({ page, run }: SandboxPage, { hits }: SandboxServer): Promise<void> {
  await run('0');
  await page.evaluate(() => fetch('/canary/marker').then((response) => response.text()));
  const at = hits.indexOf('GET /canary/marker');
  if (at < 0) throw new Error('the marker did not reach the canary');
  hits.splice(at, 1);
}
