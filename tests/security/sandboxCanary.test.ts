/** No way out of the sandbox, from Python. */
import { beforeAll, describe, expect, test } from 'vitest';
import { SANDBOX_HEADERS } from '../../protocol/sandboxHeaders.ts';
import { openSandbox, type SandboxPage, textOf } from '../support/sandboxPage.ts';
import { afterMarker, NESTED_MARKER, sandboxWorld } from '../support/sandboxWorld.ts';
import { ATTEMPTS, NAMES } from '../support/waysOut.ts';

const world = sandboxWorld();

describe('the sandbox has no way out', () => {
  let box: SandboxPage;

  beforeAll(async () => {
    const { browser, server } = world;
    box = await openSandbox(browser, server, { packages: [] });
    await box.page.context().addCookies([{ name: 'session', value: 'secret', url: world.server.origin }]);
    await box.page.evaluate(() => {
      window.items = [];
      new BroadcastChannel('canary').onmessage = () => {
        document.title = 'reached';
      };
    });
  }, 90_000);

  const found = (): string[] => NAMES.filter((name) => world.server.hits.some((hit) => hit.endsWith(`/${name}`)));

  test('[SB1] control: from a plain worker every one of these reaches the canary', async () => {
    world.server.hits.length = 0;
    const page = await world.browser.newPage();
    await page.goto(`${world.server.origin}/plain`);
    const script = `const AT = ${JSON.stringify(`${world.server.origin}/canary/`)};${ATTEMPTS}`;
    const heard = await page.evaluate(async (script) => {
      const heard = new Promise((done) => {
        new BroadcastChannel('canary').onmessage = () => done('reached');
      });
      navigator.sendBeacon('/canary/beacon', 'x');
      new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
      return heard;
    }, script);
    expect(heard).toBe('reached');
    await expect.poll(found, { timeout: 15_000 }).toEqual(NAMES);
    expect(world.server.hits).toContain('POST /canary/beacon');
    await page.close();
  });

  test('[SB1] the same script, run by Python in the sandbox, reaches nothing', async () => {
    world.server.hits.length = 0;
    await box.page.evaluate(() => {
      document.title = 'test';
    });
    const script = `const AT = ${JSON.stringify(`${world.server.origin}/canary/`)};{${ATTEMPTS} self.tried = tried.join();${NESTED_MARKER}}`;
    const ran = await box.run(
      `import js\njs.importScripts(js.URL.createObjectURL(js.Blob.new([${JSON.stringify(script)}])))\njs.tried`,
    );
    expect(ran.status, JSON.stringify(ran.items)).toBe('ok');
    expect(textOf(ran.items)).toContain('fetch,');
    await expect.poll(async () => textOf((await box.run('js.nestedDone')).items)).toBe('True');
    await afterMarker(box, world.server);
    expect(world.server.hits).toEqual([]);
    expect(await box.page.title()).toBe('test');
  });

  const at = (name: string): string => JSON.stringify(`${world.server.origin}/canary/${name}`);
  const python: [name: string, code: () => string][] = [
    ['fetch', () => `import js\njs.fetch(${at('fetch')})`],
    [
      'pyfetch',
      () => `import asyncio\nfrom pyodide.http import pyfetch\nasyncio.ensure_future(pyfetch(${at('pyfetch')}))`,
    ],
    ['open_url', () => `from pyodide.http import open_url\nopen_url(${at('open_url')})`],
    ['urllib', () => `import urllib.request\nurllib.request.urlopen(${at('urllib')}, timeout=2)`],
    ['socket', () => `import socket\nsocket.create_connection(("localhost", ${new URL(world.server.origin).port}), 2)`],
    [
      'xhr',
      () => `from js import XMLHttpRequest\nx = XMLHttpRequest.new()\nx.open("GET", ${at('xhr')}, False)\nx.send()`,
    ],
    ['websocket', () => `from js import WebSocket\nWebSocket.new(${at('ws').replace('http', 'ws')})`],
    ['eventsource', () => `from js import EventSource\nEventSource.new(${at('eventsource')})`],
    ['importScripts', () => `from js import importScripts\nimportScripts(${at('importscripts')})`],
    ['worker', () => `from js import Worker\nWorker.new(${at('worker')})`],
    ['sendBeacon', () => `from js import navigator\nnavigator.sendBeacon(${at('beacon')}, "x")`],
    ['indexedDB', () => 'from js import indexedDB\nindexedDB.open("x")'],
    ['cookies', () => 'import js\nprint(js.document.cookie)'],
    ['eval', () => `import js\njs.eval('import(${at('eval')})')`],
    ['run_js', () => `from pyodide.code import run_js\nrun_js('fetch(${at('run_js')})')`],
    ['micropip', () => 'import micropip'],
  ];
  test.each(python)('[SB1] %s from Python reaches nothing', async (_name, code) => {
    const ran = await box.run(code());
    expect(['ok', 'error']).toContain(ran.status);
    expect(JSON.stringify(ran.items)).not.toContain('secret');
    expect(world.server.hits).toEqual([]);
  });

  test('[SB1] and nothing comes later', async () => {
    await afterMarker(box, world.server);
    expect(world.server.hits).toEqual([]);
  });

  test('[SB1] neither storage nor the page is there', async () => {
    const ran = await box.run('import js\n[js.origin, hasattr(js, "document"), hasattr(js, "localStorage")]');
    expect(textOf(ran.items)).toBe("['null', False, False]");
  });

  test('[SB2] the frame comes with exactly these headers, and opened in a tab it has no origin either', async () => {
    const page = await world.browser.newPage();
    const response = await page.goto(`${world.server.origin}/sandbox`);
    const headers = (await response?.allHeaders()) ?? {};
    for (const [name, value] of Object.entries(SANDBOX_HEADERS)) expect(headers[name]).toBe(value);
    expect(SANDBOX_HEADERS['content-security-policy']).toContain("connect-src 'none'");
    world.server.hits.length = 0;
    const seen = await page.evaluate(async (url) => {
      const sent = await fetch(url).then(
        () => 'sent',
        () => 'refused',
      );
      return { sent, origin: globalThis.origin };
    }, `${world.server.origin}/canary/tab`);
    expect(seen).toEqual({ sent: 'refused', origin: 'null' });
    expect(world.server.hits).toEqual([]);
    await page.close();
  });
});
