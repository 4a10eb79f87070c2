/** Workers that end, or hang, without a word; and what a stopped program leaves behind. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openSandbox, type PageOptions, type SandboxPage, textOf } from '../support/sandboxPage.ts';
import { startSandboxServer } from '../support/sandboxServer.ts';
import { sandboxWorld } from '../support/sandboxWorld.ts';

const world = sandboxWorld();

/** Ms in which a silence must be noticed on a quiet machine; tests wait longer, since theirs may not be one. */
const GENEROUS_MS = 20_000;

const LANGUAGES: [name: string, options: PageOptions, script: (code: string) => string][] = [
  [
    'Python',
    {},
    (code) => `import js\njs.importScripts(js.URL.createObjectURL(js.Blob.new([${JSON.stringify(code)}])))`,
  ],
  ['TypeScript', { language: 'typescript' }, (code) => `{ const self: any = globalThis; ${code} }`],
];

/** Put into every frame: after `good` interpreters, `broken` give a sign and then nothing, as one does whose guard cannot be made. */
const BREAK_STARTS = (good: number, broken: number) => `{
  const Real = globalThis.Worker;
  const address = URL.createObjectURL;
  let count = 0;
  let size = 0;
  URL.createObjectURL = (blob) => ((size = blob.size), address.call(URL, blob));
  globalThis.Worker = function (url) {
    // The frame also starts workers of a few bytes, to compare.
    if (size < 1_000 || ++count <= ${good} || count > ${good + broken}) return new Real(url);
    const script = "onmessage = ({ data }) => { data.port.postMessage({ type: 'here' }); for (;;); }";
    return new Real(address.call(URL, new Blob([script])));
  };
}`;

/** Put into every frame: the guard inside each worker gets what is sent to it only after `ms`. */
const SLOW_GUARDS = (ms: number) => `{
  const address = URL.createObjectURL;
  const slow = "{ const Real = Worker; self.Worker = function (url) { const made = new Real(url); return { postMessage: (message, ports) => setTimeout(() => made.postMessage(message, ports), ${ms}) }; }; }";
  URL.createObjectURL = (blob) => address.call(URL, blob.size < 1_000 ? blob : new Blob([slow, '\\n', blob]));
}`;

/** Waits until the kernel is another one. */
const restarted = ({ page }: SandboxPage) =>
  page.waitForFunction(
    () => window.phases.includes('restarting') && window.sandbox.state.phase === 'ready',
    undefined,
    { timeout: GENEROUS_MS },
  );

test.each(LANGUAGES)(
  '[SB31] a worker in %s that closes itself before its guard is there is noticed',
  async (_language, options, script) => {
    const context = await world.browser.newContext();
    await context.addInitScript(SLOW_GUARDS(3_000));
    const box = await openSandbox(context, world.server, options);
    const ran = await box.run(script('self.close()'));
    if (ran.status !== 'lost') await restarted(box);
    const again = await box.run('6*7');
    expect(textOf(again.items)).toBe('42');
    await context.close();
  },
  60_000,
);

test.each(LANGUAGES)(
  '[SB36] an official run in %s goes on where its worker comes to nothing while it starts',
  async (language, options) => {
    const context = await world.browser.newContext();
    await context.addInitScript(BREAK_STARTS(1, 2));
    const file = language === 'Python' ? 'model.py' : 'model.ts';
    const functions = Object.fromEntries(['load', 'split', 'fit', 'predict'].map((name) => [name, file]));
    const official = { functions, label: 'y', id: 'id', train: 'train.csv', seeds: [1], mode: 'check' as const };
    const box = await openSandbox(context, world.server, { ...options, official });
    const result = await box.page.evaluate(
      (name) => window.sandbox.official({ mode: 'check', files: { [name]: '' } }),
      file,
    );
    // It came as far as the code, which is empty.
    expect(result).toMatchObject({ ok: false, code: 'code-error', stage: 'train' });
    await context.close();
  },
  120_000,
);

test('[SB36] where none of its workers comes to anything, the sandbox says that it does not start', async () => {
  const context = await world.browser.newContext();
  await context.addInitScript(BREAK_STARTS(0, 1_000));
  const box = openSandbox(context, world.server, { language: 'typescript' });
  await expect(box).rejects.toThrow('no longer answered');
  await context.close();
}, 120_000);

describe.each(LANGUAGES)('%s', (_language, options, script) => {
  let box: SandboxPage;
  beforeAll(async () => {
    box = await openSandbox(world.browser, world.server, options);
  }, 90_000);
  afterAll(() => box.close());
  beforeEach(() =>
    box.page.evaluate(() => {
      window.phases = [];
    }),
  );

  test('[SB31] a worker that closes itself, in a run or after it, is replaced, and what was lost is said', async () => {
    const ran = await box.run(script('self.close()'));
    if (ran.status !== 'lost') await restarted(box);
    const again = await box.run('6*7');
    expect(textOf(again.items)).toBe('42');
    const said = [...ran.items, ...again.items].filter((item) => item.type === 'notice');
    expect(said).toEqual([expect.objectContaining({ kind: 'restarted' })]);
    expect(JSON.stringify(said)).toContain('ended by itself');
  }, 60_000);

  test('[SB31] a worker that hangs between two runs is replaced', async () => {
    await box.run(script('self.setTimeout(() => { for (;;) {} }, 1_500)'));
    await restarted(box);
    expect(textOf((await box.run('6*7')).items)).toBe('42');
  }, 60_000);

  test('[SB31] a run that is asked for while its worker hangs ends with a sentence', async () => {
    const both = await box.page.evaluate(async (code) => {
      const [file = ''] = Object.keys(window.files);
      const run = (text: string) => window.sandbox.run({ kind: 'cell', file, code: text });
      await run(code);
      await new Promise((done) => setTimeout(done, 1_600));
      const lost = await run('1');
      return { lost, items: window.items, again: await run('2') };
    }, script('self.setTimeout(() => { for (;;) {} }, 1_500)'));
    expect(both.lost).toMatchObject({ status: 'lost', varsLost: true });
    expect(JSON.stringify(both.items)).toContain('no longer answered');
    expect(both.again.status).toBe('ok');
  }, 60_000);

  test('[SB31] an error that nobody catches after a run ends the worker, and the next run says so', async () => {
    const ran = await box.run(script('self.setTimeout(() => { throw new Error("nobody hears") }, 0)'));
    await restarted(box);
    const again = await box.run('6*7');
    expect(JSON.stringify([...ran.items, ...again.items])).toContain('nobody hears');
    expect(textOf(again.items)).toBe('42');
  }, 60_000);

  test('[SB31] a run that computes for long, and one that waits, are left alone', async () => {
    const busy = await box.run(script('const end = Date.now() + 7_000; while (Date.now() < end);'));
    expect(busy).toMatchObject({ varsLost: false });
    expect(await box.page.evaluate(() => window.phases.includes('restarting'))).toBe(false);
  }, 60_000);

  test('[SB33] a program starts no worker of its own', async () => {
    const ran = await box.run(script('new Worker("data:text/javascript,1")'));
    expect(ran.status).toBe('error');
    expect(textOf((await box.run(script('self.none = typeof Worker + typeof SharedWorker'))).items)).toBe('');
    const none = await box.run(options.language ? '(globalThis as any).none' : 'js.none');
    expect(textOf(none.items)).toContain('undefinedundefined');
  });
});

describe('after Stop', () => {
  /** What goes on by itself once it was begun, and a cell that gives it a turn. */
  const STARTED: [name: string, begin: string, look: string][] = [
    [
      'an interval',
      'from js import setInterval\nfrom pyodide.ffi import create_proxy\nticks = 0\ndef tick(*_):\n    global ticks\n    ticks += 1\nsetInterval(create_proxy(tick), 10)',
      'ticks',
    ],
    [
      'a task',
      'import asyncio\nticks = 0\nasync def tick():\n    global ticks\n    while True:\n        ticks += 1\n        await asyncio.sleep(0.01)\nasync def begin():\n    global task\n    task = asyncio.create_task(tick())\nawait begin()',
      'await asyncio.sleep(0.1)\nticks',
    ],
  ];

  test.each(STARTED)(
    '[SB33] %s does not go on, and variables are there',
    async (_name, begin, look) => {
      const box = await openSandbox(world.browser, world.server);
      await box.run(begin);
      const ticks = async () => Number(textOf((await box.run(look)).items));
      await expect.poll(ticks, { timeout: 20_000 }).toBeGreaterThan(2);
      const stopped = await box.stopped('while True: pass', 1_000);
      expect(stopped).toMatchObject({ status: 'stopped', varsLost: false });
      const first = await ticks();
      // A timer of 10 ms would have fired many times by the time a run of 300 ms has ended.
      await box.run('import time\ntime.sleep(0.3)');
      expect(await ticks()).toBe(first);
      await box.close();
    },
    60_000,
  );
});

describe('a frame that cannot go on', () => {
  test('[SB34] an error in the frame is told as an end, not waited for', async () => {
    const server = await startSandboxServer('onmessage = () => {}');
    const page = await world.browser.newPage();
    // Shared memory that is promised and not there, as in GTK's WebKit, and an allocation that fails.
    await page.addInitScript(
      'globalThis.SharedArrayBuffer = class { constructor() { throw new Error("no memory to share") } }',
    );
    await page.goto(server.origin);
    const why = await page.evaluate(() =>
      window
        .createSandbox({ packages: [], files: {}, data: [], official: null, warm: false, spare: false })
        .boot()
        .then(
          () => '',
          (error: Error) => error.message,
        ),
    );
    expect(why).toContain('no memory to share');
    await page.close();
    await server.close();
  }, 60_000);

  test('[SB35] where neither kind of address starts a worker, the page says which browsers do', async () => {
    const page = await world.browser.newPage();
    await page.addInitScript(
      'if (globalThis.origin === "null") globalThis.Worker = class { constructor() { throw new DOMException("refused", "SecurityError") } }',
    );
    await page.goto(world.server.origin);
    const why = await page.evaluate(() =>
      window
        .createSandbox({ packages: [], files: {}, data: [], official: null, warm: false, spare: false })
        .boot()
        .then(
          () => '',
          (error: Error) => error.message,
        ),
    );
    expect(why).toBe('This browser cannot start the interpreter. Use Chrome, Edge or Firefox.');
    await page.close();
  }, 60_000);
});
