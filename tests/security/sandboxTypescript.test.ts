/** The TypeScript kernel in its real frame and worker: nothing gets out, Stop works, its messages are checked. */
import { beforeAll, describe, expect, test } from 'vitest';
import { openSandbox, type SandboxPage, textOf } from '../support/sandboxPage.ts';
import { afterMarker, NESTED_MARKER, sandboxWorld } from '../support/sandboxWorld.ts';
import { ATTEMPTS } from '../support/waysOut.ts';

const world = sandboxWorld();
let box: SandboxPage;

beforeAll(async () => {
  box = await openSandbox(world.browser, world.server, {
    language: 'typescript',
    data: { 'train.csv': 'id,a,y\n1,0.5,1\n2,0.25,0\n' },
  });
}, 90_000);

describe('the kernel runs', () => {
  test('[TK7] tfjs on wasm, data files, tables and plots, in the worker', async () => {
    const ran = await box.run(`import * as tf from '@tensorflow/tfjs';
import * as Plot from '@observablehq/plot';
import { readRows } from 'holdout';
const rows = readRows<{ id: number; a: number; y: number }>('train.csv');
console.log(tf.getBackend(), rows.length, tf.tensor2d([[1, 2], [3, 4]]).sum().dataSync()[0]);
display(rows);
Plot.dot(rows, { x: 'a', y: 'y' }).plot()`);
    expect(ran.status, JSON.stringify(ran.items)).toBe('ok');
    expect(textOf(ran.items)).toBe('wasm 2 10\n');
    expect(ran.items.map(({ type }) => type)).toEqual(['stream', 'table', 'image']);
  });

  test('[TK7] classes of the browser itself, kept in a variable, do no harm to the look for tensors', async () => {
    const ran = await box.run(
      'const kept = [MessageEvent, MessageEvent.prototype, URL, Blob.prototype];\ndisplay(MessageEvent.prototype);\nkept.length',
    );
    expect(ran).toMatchObject({ status: 'ok', varsLost: false });
    expect(textOf(ran.items)).toContain('4');
  });

  test('[TK6] errors of the real worker name file and line', async () => {
    const files = { 'model.ts': 'export function fit(): number {\n  throw new TypeError("no");\n}' };
    const ran = await box.run("import { fit } from './model';\n\nfit()", { files, startLine: 3 });
    expect(ran.status).toBe('error');
    expect(ran.items[0]).toMatchObject({
      type: 'error',
      name: 'TypeError',
      message: 'no',
      frames: [
        { file: 'explore.ts', line: 5, own: true },
        { file: 'model.ts', line: 2, name: 'fit', own: true },
      ],
    });
  });
});

describe('the sandbox has no way out', () => {
  test('[SB1] the script of all ways out, run by TypeScript, reaches nothing', async () => {
    world.server.hits.length = 0;
    const at = `${world.server.origin}/canary/`;
    const ran = await box.run(
      `const AT = ${JSON.stringify(at)};\n{${ATTEMPTS}\n${NESTED_MARKER}\nconsole.log(tried.join()) }`,
    );
    expect(ran.status, JSON.stringify(ran.items)).toBe('ok');
    expect(textOf(ran.items)).toContain('fetch,');
    await expect.poll(async () => textOf((await box.run('(self as any).nestedDone')).items)).toBe('true');
    await afterMarker(box, world.server);
    expect(world.server.hits).toEqual([]);
  });

  const ways: [name: string, code: string][] = [
    ['tf.loadLayersModel', "import * as tf from '@tensorflow/tfjs';\nawait tf.loadLayersModel(AT + 'model.json')"],
    ['tf.data.csv', "import * as tf from '@tensorflow/tfjs';\nawait tf.data.csv(AT + 'x.csv').take(1).toArray()"],
    ['danfojs readCSV', "import * as dfd from 'danfojs';\nawait dfd.readCSV(AT + 'x.csv')"],
    ['arquero loadCSV', "import * as aq from 'arquero';\nawait aq.loadCSV(AT + 'x.csv')"],
    ['import()', "await import(AT + 'module.js')"],
    ['Function', "new Function('at', 'fetch(at)')(AT + 'function')"],
    ['eval', "(0, eval)('fetch(\"' + AT + 'eval\")')"],
    ['storage', 'await (globalThis as any).navigator.storage.getDirectory()'],
    ['the page', 'await (globalThis as any).parent.postMessage(1)'],
  ];
  test.each(ways)('[SB1] %s reaches nothing', async (_name, code) => {
    const ran = await box.run(`const AT = ${JSON.stringify(`${world.server.origin}/canary/`)};\n${code}`);
    expect(ran.status).toBe('error');
    expect(world.server.hits).toEqual([]);
  });

  test('[SB1] and nothing comes later', async () => {
    await afterMarker(box, world.server);
    expect(world.server.hits).toEqual([]);
  });

  test('[SB3] a forged answer changes nothing: the run ends by the kernel alone', async () => {
    const ran = await box.run(`for (const target of [globalThis, self])
  (target as any).postMessage({ type: 'answer', id: 1, value: { status: 'ok', weights: null }, error: null, heap: 0 });
'true end'`);
    expect(ran).toMatchObject({ status: 'ok', varsLost: false });
    expect(textOf(ran.items)).toContain('true end');
  });
});

/** Programs without end. */
const ENDLESS: [name: string, code: string][] = [
  ['while (true)', 'while (true) {}'],
  ['an endless print', 'while (true) console.log("x".repeat(50))'],
  ['an endless postMessage', 'while (true) postMessage("x".repeat(100))'],
  ['a promise that never settles', 'await new Promise(() => {})'],
  [
    'endless training',
    "import * as tf from '@tensorflow/tfjs';\nconst x = tf.ones([256, 8]);\nwhile (true) { x.matMul(x.transpose()).dispose(); await tf.nextFrame(); }",
  ],
];

describe('Stop always works', () => {
  test.each(ENDLESS)(
    '[TK8] %s ends, is told, and code runs again within 5 s',
    async (_name, code) => {
      await box.run('const kept = 41');
      const stopped = await box.stopped(code, 500);
      expect(stopped.status).toBe('stopped');
      expect(stopped.varsLost).toBe(true);
      expect(stopped.items.at(-1)).toMatchObject({
        type: 'notice',
        kind: 'restarted',
        text: 'Stopped. TypeScript had to be restarted: variables are gone, files are not.',
      });
      expect(stopped.stopMs).toBeLessThan(5_000);
      expect(textOf(stopped.again.items)).toBe('42');
      expect(stopped.againMs).toBeLessThan(10_000);
      const gone = await box.run('typeof kept');
      expect(textOf(gone.items)).toContain('undefined');
    },
    60_000,
  );

  test('[TK8] a run that is too long ends at its limit', async () => {
    const short = await openSandbox(world.browser, world.server, { language: 'typescript', runSeconds: 1 });
    const ran = await short.run('while (true) {}');
    expect(ran).toMatchObject({ status: 'timeout', varsLost: true });
    await short.close();
  }, 60_000);

  test('[TK8] a worker that holds more memory than the limit is replaced after the run, and says so', async () => {
    const small = await openSandbox(world.browser, world.server, {
      language: 'typescript',
      heapRecycleBytes: 64 * 2 ** 20,
    });
    const ran = await small.run(
      "import * as tf from '@tensorflow/tfjs';\nconst big = tf.ones([32, 2 ** 20]);\nbig.shape",
    );
    expect(ran).toMatchObject({ status: 'ok', varsLost: true });
    expect(ran.items.at(-1)).toMatchObject({
      kind: 'restarted',
      text: expect.stringMatching(/held \d+ MiB of memory/),
    });
    expect(textOf((await small.run('6*7')).items)).toBe('42');
    await small.close();
  }, 60_000);
});

describe('without cross-origin isolation', () => {
  test('[TK8] runs and Stop work the same', async () => {
    const plain = await openSandbox(world.browser, world.server, { language: 'typescript', path: '/plain' });
    expect(textOf((await plain.run('1 + 1')).items)).toBe('2');
    expect((await plain.stopped('while (true) {}', 300)).status).toBe('stopped');
    await plain.close();
  }, 60_000);
});
