import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../../../engine/build/paths.ts';
import { SANDBOX_HEADERS } from '../../../../protocol/sandboxHeaders.ts';
import { launchChromium } from '../../../support/chromium.ts';
import { tfjsScript, wasmBytes } from '../../../support/tfjs.ts';

/** What a candidate's code does, part of the script of the worker: no code comes from text. Each gives a value to compare. */
const PROBES = `({
  forbidden: () => { try { return Function('return 1')(); } catch (error) { return error.name; } },
  evalForbidden: () => { try { return (0, eval)('1'); } catch (error) { return error.name; } },
  noRequests: async () => { try { return String(await fetch('https://example.com/')); } catch (error) { return error.name; } },
  backend: () => tf.getBackend(),
  selfCheck: () => selfCheck(),
  secondCheck: () => { const start = performance.now(); selfCheck(); return performance.now() - start; },
  arquero: () => {
    const limit = 2;
    const t = aq.table({ k: ['a', 'b', 'a'], x: [1, 2, 4] });
    return [
      t.filter((d) => d.x > limit).numRows(),
      t.derive({ y: (d) => d.x ** 2 }).groupby('k').rollup({ m: aq.op.mean('y'), n: (d) => aq.op.count() }).orderby(aq.desc('m')).objects(),
      t.join(aq.table({ k: ['a'], z: [9] }), 'k').array('z'),
      t.pivot('k', { v: (d) => aq.op.sum(d.x) }).objects(),
      t.fold(['x']).array('value'),
      t.derive({ r: aq.rolling((d) => aq.op.mean(d.x), [-1, 0]) }).array('r'),
      t.orderby((d) => -d.x).array('x'),
      t.impute({ x: () => 0 }).dedupe('k').unroll('x').numRows(),
      aq.fromCSV('a,b\\n1,x\\n').objects(),
    ];
  },
  danfojs: () => {
    const df = new dfd.DataFrame({ a: [1, 2, 3, 4], k: ['p', 'q', 'p', 'q'] });
    return [
      df.query(df.a.gt(1)).shape,
      df.groupby(['k']).agg({ a: 'mean' }).values,
      df.a.apply((v) => v * 2).values,
      df.apply((row) => row.length, { axis: 1 }).values,
      df.sortValues('a', { ascending: false }).a.values,
      dfd.merge({ left: df, right: new dfd.DataFrame({ k: ['p'], z: [7] }), on: ['k'], how: 'inner' }).shape,
      dfd.getDummies(df, { columns: ['k'] }).columns,
      new dfd.MinMaxScaler().fit(df.a.asType('float32')).transform(df.a.asType('float32')).values.map((v) => v.toFixed(2)),
      df.a.describe().values.map((v) => v.toFixed(3)),
      dfd.toDateTime(new dfd.Series(['2024-02-29'])).month().values,
      df.a.std(), df.a.median(), df.a.mode(),
    ];
  },
  shown: async () => {
    const items = [];
    receive = (json) => items.push(...JSON.parse(json));
    sink.begin();
    beginCurves(true);
    console.log('%s', 'text', { a: 1 });
    display(Plot.plot({ marks: [Plot.dot([[1, 2], [3, 4]])], color: { legend: true } }));
    display(Plot.cell([{ x: 1, y: 1, v: 2 }], { x: 'x', y: 'y', fill: 'v' }).plot({ color: { legend: true } }));
    new dfd.DataFrame({ a: [1, 2] }).plot('id').line();
    new dfd.DataFrame({ a: [1, 2] }).print();
    aq.table({ a: [1] }).print();
    display(tf.tensor1d([1, 2]));
    const net = tf.sequential({ layers: [tf.layers.conv2d({ filters: 2, kernelSize: 3, inputShape: [6, 6, 1] }), tf.layers.maxPooling2d({ poolSize: 2 }), tf.layers.flatten(), tf.layers.dense({ units: 1 })] });
    net.compile({ optimizer: 'adam', loss: 'meanSquaredError', metrics: ['mae'] });
    await net.fit(tf.randomNormal([32, 6, 6, 1]), tf.zeros([32, 1]), { epochs: 2, verbose: 0 });
    flushCurves();
    sink.flush();
    return items.map((i) => i.type).filter((type, i, all) => type !== 'curve' || all[i - 1] !== 'curve');
  },
  yields: async () => { let turns = 0; const timer = setInterval(() => turns++, 1); for (let i = 0; i < 200; i++) await tf.nextFrame(); await new Promise((go) => setTimeout(go, 20)); clearInterval(timer); return turns > 0; },
})`;

const workerScript = (kernel: string): string => `
var receive = () => {};
${kernel}
onmessage = async ({ data }) => {
  await startBackend({ wasm: data });
  const answers = {};
  for (const [name, probe] of Object.entries(${PROBES})) {
    try { answers[name] = await probe(); } catch (error) { answers[name] = String(error && error.stack || error); }
  }
  postMessage(answers);
};`;

/** Arquero as it comes: what the policy does to it. */
async function stockScript(): Promise<string> {
  const contents = `
    import * as aq from 'arquero';
    onmessage = () => {
      const attempts = [() => aq.table({ x: [1] }).filter((d) => d.x > 0).numRows(), () => aq.table({ x: [1] }).orderby('x').array('x')];
      postMessage(attempts.map((attempt) => { try { return attempt(); } catch (error) { return error.name; } }));
    };`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: ROOT, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    logLevel: 'silent',
  });
  return outputFiles?.[0]?.text ?? '';
}

let browser: Browser;
let server: http.Server;
let page: Page;
beforeAll(async () => {
  const scripts = { kernel: workerScript(await tfjsScript(undefined, true)), stock: await stockScript() };
  const wasm = Buffer.from(wasmBytes()).toString('base64');
  const html = `<!doctype html><title>policy</title><script>
    const scripts = ${JSON.stringify(scripts).replaceAll('<', '\\u003c')};
    const wasm = Uint8Array.from(atob('${wasm}'), (c) => c.charCodeAt(0));
    function ask(name) {
      return new Promise((answer, fail) => {
        const worker = new Worker(URL.createObjectURL(new Blob([scripts[name]], { type: 'text/javascript' })));
        worker.onmessage = ({ data }) => answer(data);
        worker.onerror = (event) => fail(new Error(event.message));
        worker.postMessage(wasm);
      });
    }
  </script>`;
  server = http.createServer((_, response) => response.writeHead(200, { ...SANDBOX_HEADERS }).end(html));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  browser = await launchChromium();
  page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
});
afterAll(async () => {
  await browser?.close();
  await new Promise((done) => server?.close(done));
});

const ask = (name: string): Promise<unknown> =>
  page.evaluate((which) => (globalThis as unknown as { ask(name: string): Promise<unknown> }).ask(which), name);

describe('the sandbox policy in Chromium', () => {
  it('[TJ2] arquero as it comes cannot evaluate anything', async () => {
    expect(await ask('stock')).toEqual(['EvalError', 'EvalError']);
  });

  it('[TJ2] every library works, minified, where code from text is forbidden', async () => {
    const answers = (await ask('kernel')) as Record<string, unknown>;
    expect(answers).toMatchObject({
      forbidden: 'EvalError',
      evalForbidden: 'EvalError',
      noRequests: 'TypeError',
      backend: 'wasm',
      selfCheck: [],
      arquero: [
        1,
        [
          { k: 'a', m: 8.5, n: 2 },
          { k: 'b', m: 4, n: 1 },
        ],
        [9, 9],
        [{ a: 5, b: 2 }],
        [1, 2, 4],
        [1, 1.5, 3],
        [4, 2, 1],
        2,
        [{ a: 1, b: 'x' }],
      ],
      danfojs: [
        [3, 2],
        [
          ['p', 2],
          ['q', 3],
        ],
        [2, 4, 6, 8],
        [2, 2, 2, 2],
        [4, 3, 2, 1],
        [2, 3],
        ['a', 'k_p', 'k_q'],
        ['0.00', '0.33', '0.67', '1.00'],
        ['4.000', '2.500', '1.291', '1.000', '2.500', '4.000', '1.667'],
        [1],
        expect.closeTo(1.2909944, 6),
        2.5,
        [1, 2, 3, 4],
      ],
      shown: ['stream', 'image', 'image', 'image', 'table', 'table', 'value', 'curve'],
      yields: true,
    });
    console.info(`self-check in Chromium, second time: ${(answers.secondCheck as number).toFixed(1)} ms`);
    expect(answers.secondCheck).toBeLessThan(200);
  });
});
