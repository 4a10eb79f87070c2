/** Stop, the limit of a run, and workers under hostile control. */
import { beforeAll, describe, expect, test } from 'vitest';
import { LIMITS } from '../../protocol/limits.ts';
import { openSandbox, type SandboxPage, textOf } from '../support/sandboxPage.ts';
import { startSandboxServer } from '../support/sandboxServer.ts';
import { sandboxWorld } from '../support/sandboxWorld.ts';

const world = sandboxWorld();

/** A program without end: name, code, whether its variables may be lost. */
const ENDLESS: [name: string, code: string, mayLose: boolean][] = [
  ['while True', 'while True: pass', false],
  ['time.sleep(60)', 'import time\ntime.sleep(60)', false],
  ['an endless print', 'while True: print("x" * 50)', false],
  ['an endless js.postMessage', 'from js import postMessage\nwhile True: postMessage("x" * 100)', false],
  ['a C-level sum', 'sum(range(10**11))', true],
  [
    'a big sort',
    'x = [i * 7919 % 1000003 for i in range(10**6)]\nwhile True: sorted(x); sorted(x, reverse=True)',
    true,
  ],
  [
    'except BaseException: pass',
    'while True:\n    try:\n        while True: pass\n    except BaseException: pass',
    true,
  ],
];

describe('Stop always works', () => {
  let box: SandboxPage;
  let bootMs = 0;

  beforeAll(async () => {
    const start = performance.now();
    box = await openSandbox(world.browser, world.server, { packages: ['numpy', 'pandas', 'scikit-learn'] });
    bootMs = performance.now() - start;
    await box.page.evaluate(() => {
      const text = document.createElement('textarea');
      text.id = 'text';
      document.body.append(text);
    });
  }, 90_000);

  test.each(ENDLESS)(
    '[SB4] %s ends, and code runs again within 5 s',
    async (_name, code, mayLose) => {
      await box.run('kept = 41');
      await box.page.fill('#text', '');
      const stopping = box.stopped(code, 1_200);
      await box.page.locator('#text').pressSequentially('typed while it runs', { delay: 20 });
      const stopped = await stopping;
      expect(stopped.status).toBe('stopped');
      expect(stopped.stopMs).toBeLessThan(Math.max(3_000, bootMs));
      expect(stopped.again.status).toBe('ok');
      expect(textOf(stopped.again.items)).toBe('42');
      // On a loaded machine a start takes longer than 5 s; a stop is never slower than the first start was.
      expect(stopped.againMs).toBeLessThan(Math.max(5_000, bootMs));
      expect(await box.page.inputValue('#text')).toBe('typed while it runs');
      if (!mayLose) expect(stopped.varsLost).toBe(false);
      const kept = await box.run('kept');
      expect(kept.status).toBe(stopped.varsLost ? 'error' : 'ok');
      if (stopped.varsLost) expect(JSON.stringify(stopped.items)).toContain('variables are gone');
    },
    60_000,
  );

  test('[SB5] [RN40] [RN42] a run ends at its limit, also where its code catches the interrupt', async () => {
    const short = await openSandbox(world.browser, world.server, { runSeconds: 3 });
    // The kernel starts with its first run, which takes its time on a machine under load.
    expect((await short.run('x = 1')).varsLost).toBe(false);
    const ran = await short.run('x = 1\nwhile True: pass');
    expect(ran).toMatchObject({ status: 'timeout', varsLost: false });
    // As a library does that swallows the interrupt and ends with a warning. An interrupt of a loop at the very beginning of a `try`
    // is not caught by it in Python, so something stands before.
    const caught = await short.run(
      'try:\n    x += 1\n    while True: x += 1\nexcept KeyboardInterrupt:\n    print("caught", x > 0)',
    );
    expect(caught).toMatchObject({ status: 'timeout', varsLost: false });
    expect(textOf(caught.items), JSON.stringify(caught.items)).toContain('caught True');
    const hard = await short.run('sum(range(10**11))');
    expect(hard).toMatchObject({ status: 'timeout', varsLost: true });
    expect(hard.items.at(-1)).toMatchObject({ type: 'notice', kind: 'restarted' });
    await short.close();
  }, 60_000);

  test('[RN48] Stop while the kernel starts ends the run and not the interpreter', async () => {
    const fresh = await openSandbox(world.browser, world.server);
    const stopped = await fresh.stopped('while True: pass', 0);
    expect(stopped.status).toBe('stopped');
    // On a loaded machine the start may outlast the time after which Stop terminates whatever goes on.
    if (stopped.stopMs < LIMITS.terminateMs) expect(stopped.varsLost).toBe(false);
    expect(textOf(stopped.again.items)).toBe('42');
    await fresh.close();
  }, 60_000);

  test('[RN42] a fit of scikit-learn that swallows Stop and warns says that it was stopped', async () => {
    const ready = await box.run(
      'from sklearn.neural_network import MLPClassifier\nX = [[i % 7, i % 3] for i in range(200)]\n' +
        'y = [i % 2 for i in range(200)]\nkept = MLPClassifier(max_iter=1).fit(X, y)',
    );
    expect(ready.status).toBe('ok');
    const stopped = await box.stopped('MLPClassifier(max_iter=10**7, tol=0, n_iter_no_change=10**7).fit(X, y)', 1_200);
    expect(stopped).toMatchObject({ status: 'stopped', varsLost: false });
    expect(JSON.stringify(stopped.items)).toContain('Training interrupted by user');
    expect(JSON.stringify(stopped.items)).toContain('Stop was pressed. The code caught that');
    expect((await box.run('kept')).status).toBe('ok');
  }, 60_000);

  test('[SB4] Stop before the interpreter stands ends the waiting run', async () => {
    const result = await box.page.evaluate(async () => {
      const early = window.createSandbox({
        packages: [],
        files: {},
        data: [],
        official: null,
        warm: false,
        spare: false,
      });
      const running = early.run({ kind: 'cell', file: 'a.py', code: '1' });
      await early.stop();
      const result = await running;
      early.dispose();
      return result.status;
    });
    expect(result).toBe('stopped');
  }, 30_000);

  test('[SB6] without cross-origin isolation Stop restarts Python and says so', async () => {
    const plain = await openSandbox(world.browser, world.server, { path: '/plain' });
    expect(await plain.page.evaluate(() => window.sandbox.isolated)).toBe(false);
    const stopped = await plain.stopped('while True: pass', 300);
    expect(stopped).toMatchObject({ status: 'stopped', varsLost: true });
    expect(JSON.stringify(stopped.items)).toContain('variables are gone');
    expect(textOf(stopped.again.items)).toBe('42');
    await plain.close();
  }, 60_000);
});

/** A worker that answers like the real one, except that a run does what `onRun` returns. */
const hostile = (onRun: string): string => `
const shout = self.postMessage.bind(self);
onmessage = ({ data: { port } }) => {
  port.onmessage = ({ data }) => {
    if (data.type === 'packages') port.postMessage({ type: 'ready', heap: 1, timings: {} });
    if (data.type !== 'call') return;
    const id = data.id;
    if (data.call.call === 'run' && data.call.request.code === 'attack') { ${onRun} }
    else if (data.call.call === 'run') {
      port.postMessage({ type: 'output', id, text: JSON.stringify([{ type: 'value', text: '42' }]) });
      port.postMessage({ type: 'answer', id, value: { status: 'ok', weights: null }, error: null, heap: 1 });
    }
    else port.postMessage({ type: 'answer', id, value: null, error: null, heap: 1 });
  };
};`;

const FLOODS: [name: string, onRun: string][] = [
  ['its own channel', 'for (;;) shout("x");'],
  ['large messages', 'const big = "x".repeat(1e6); for (;;) shout(big);'],
  ['output messages', 'for (;;) port.postMessage({ type: "output", id, text: "[]" });'],
  [
    'answers to calls nobody made',
    'for (let i = 1e6; ; i++) port.postMessage({ type: "answer", id: i, value: 1, error: null, heap: 1 });',
  ],
];

describe('a worker under hostile control', () => {
  test.each(FLOODS)(
    '[SB7] a flood over %s does not keep Stop out',
    async (_name, onRun) => {
      const bad = await startSandboxServer(hostile(onRun));
      const box = await openSandbox(world.browser, bad);
      const stopped = await box.stopped('attack', 500);
      expect(['stopped', 'lost']).toContain(stopped.status);
      expect(stopped.stopMs).toBeLessThan(6_000);
      expect(textOf(stopped.again.items)).toBe('42');
      await box.close();
      await bad.close();
    },
    60_000,
  );

  test('[SB8] what does not fit the protocol is dropped', async () => {
    const bad = await startSandboxServer(
      hostile(`
        const say = (items) => port.postMessage({ type: 'output', id, text: JSON.stringify(items) });
        say([{ type: 'html', text: '<b>x</b>' }, { type: 'image', mime: 'image/png', data: 'PHN2Zz4=', width: 1, height: 1, alt: '' }]);
        say([{ type: 'image', mime: 'text/html', data: 'QQ==', width: 1, height: 1, alt: '' }, { type: 'value', text: 7 }]);
        say({ not: 'a list' });
        say([{ type: 'stream', name: 'stdout', text: 'x'.repeat(40000) }, { type: 'value', text: 'kept', onclick: 'x' }]);
        for (let i = 0; i < 12; i++) say([{ type: 'stream', name: 'stdout', text: 'y'.repeat(30000) }]);
        port.postMessage({ type: 'output', id, text: 'no JSON' });
        port.postMessage({ type: 'answer', id: id + 1, value: { status: 'ok', weights: null }, error: null, heap: 1 });
        port.postMessage({ type: 'unknown', id });
        port.postMessage(null);
        port.postMessage({ type: 'answer', id, value: { status: 'ok', weights: null }, error: null, heap: 1 });
        port.postMessage({ type: 'answer', id, value: { status: 'error', weights: null }, error: null, heap: 1 });
      `),
    );
    const box = await openSandbox(world.browser, bad);
    const ran = await box.run('attack');
    expect(ran.status).toBe('ok');
    expect(ran.items.every((item) => item.type === 'stream')).toBe(true);
    expect(textOf(ran.items).length).toBeLessThanOrEqual(250_000);
    expect(textOf(ran.items).length).toBeGreaterThan(200_000);
    await box.close();
    await bad.close();
  }, 60_000);
});
