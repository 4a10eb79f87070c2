/** WebKitGTK over classic WebDriver: a driver, an X server without a screen, and a MiniBrowser for each page. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  Child,
  clickActions,
  type Engine,
  type EnginePage,
  eventually,
  found,
  freePort,
  keyActions,
} from './engine.ts';

const DRIVERS = ['/usr/bin/WebKitWebDriver'];
const SERVERS = ['/usr/bin/Xvfb'];

interface Parts {
  driver: string;
  display: string;
  browser: string;
}

/** Where its parts are, or null where one is missing. */
export function webkitParts(): Parts | null {
  const libraries = found(['/usr/lib']) ? readdirSync('/usr/lib').filter((name) => name.endsWith('-linux-gnu')) : [];
  const browsers = libraries.flatMap((name) =>
    ['4.1', '6.0'].map((version) => join('/usr/lib', name, `webkit2gtk-${version}`, 'MiniBrowser')),
  );
  const [driver, display, browser] = [found(DRIVERS), found(SERVERS), found(browsers)];
  return driver && display && browser ? { driver, display, browser } : null;
}

/** A display that the X server chose itself: no number is guessed. */
async function startDisplay(path: string): Promise<{ child: Child; display: string }> {
  const child = new Child(path, ['-displayfd', '1', '-screen', '0', '1366x900x24', '-nolisten', 'tcp']);
  const display = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.process.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('\n')) resolve(`:${text.trim()}`);
    });
    child.process.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
    child.process.once('error', reject);
  });
  return { child, display };
}

export interface WebkitOptions {
  /** Whether there is shared memory, which GTK's WebKit has only where it is asked for; Safari has it. */
  shared: boolean;
  /** More arguments of the browser. */
  args?: string[];
}

/** Whatever a driver opens keeps nothing afterwards, as a private window. */
export async function startWebkit(parts: Parts, { shared, args = [] }: WebkitOptions): Promise<Engine> {
  const { child: x, display } = await startDisplay(parts.display);
  const children = [x];
  const env = { DISPLAY: display, ...(shared ? { JSC_useSharedArrayBuffer: '1' } : {}) };
  const engine = { name: shared ? 'WebKit' : 'WebKit without shared memory', version: '' };
  return Object.assign(engine, {
    async open() {
      // A driver has one session at a time.
      const port = await freePort();
      const driver = new Child(parts.driver, [`--port=${port}`], env);
      children.push(driver);
      const { page, version } = await openPage(
        `http://127.0.0.1:${port}`,
        { binary: parts.browser, args: ['--automation', ...args] },
        driver,
      );
      engine.version = version;
      return page;
    },
    async end() {
      for (const child of children.reverse()) await child.end();
    },
  });
}

async function openPage(
  base: string,
  browser: { binary: string; args: string[] },
  driver: Child,
): Promise<{ page: EnginePage; version: string }> {
  const ask = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await fetch(`${base}${path}`, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
    const { value } = (await answer.json()) as { value: T & { error?: string; message?: string } };
    if (!answer.ok) throw new Error(`${path}: ${value.error}: ${value.message}`);
    return value;
  };
  await eventually(30_000, () => ask('GET', '/status'));
  const { sessionId, capabilities } = await ask<{
    sessionId: string;
    capabilities: { browserName: string; browserVersion: string };
  }>('POST', '/session', {
    capabilities: {
      alwaysMatch: {
        acceptInsecureCerts: true,
        timeouts: { script: 300_000, pageLoad: 300_000 },
        'webkitgtk:browserOptions': browser,
      },
    },
  });
  const at = `/session/${sessionId}`;
  const page: EnginePage = {
    violations: null,
    goto: (url) => ask('POST', `${at}/url`, { url }),
    reload: () => ask('POST', `${at}/refresh`, {}),
    async evaluate<T>(expression: string): Promise<T> {
      const script = `const done = arguments[arguments.length - 1];
        (async () => JSON.stringify(await (${expression})))().then((value) => done({ value }), (error) => done({ error: String(error) }));`;
      const { value, error } = await ask<{ value?: string; error?: string }>('POST', `${at}/execute/async`, {
        script,
        args: [],
      });
      if (error !== undefined) throw new Error(error);
      return (value === undefined ? undefined : JSON.parse(value)) as T;
    },
    click: (x, y) => ask('POST', `${at}/actions`, { actions: clickActions(x, y) }),
    press: (text, held) => ask('POST', `${at}/actions`, { actions: keyActions(text, held) }),
    async close() {
      await ask('DELETE', at).catch(() => {});
      await driver.end();
    },
  };
  return { page, version: `${capabilities.browserName} ${capabilities.browserVersion}` };
}
