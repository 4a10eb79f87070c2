/** The pages of the TypeScript benchmark: tfjs alone, as its makers publish it, and our sandbox as the product uses it. */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { transform } from 'sucrase';

/** The first line: tfjs on wasm multiplies and prints. `tf` is there in both arms. */
export const FIRST_LINE = `console.log('product', tf.matMul(tf.ones([8, 8]), tf.ones([8, 8])).sum().dataSync()[0], tf.getBackend());`;

/** 20,000 rows, 30-64-64-1, two epochs in batches of 256, as a candidate would write it; prints the last loss. */
export const TRAINING = `async function training(epochs: number): Promise<number> {
  const x = tf.randomNormal([20_000, 30], 0, 1, 'float32', 7);
  const y = tf.tidy(() => x.slice([0, 0], [-1, 1]).greater(0).cast('float32'));
  const net = tf.sequential();
  const init = (seed: number) => tf.initializers.glorotUniform({ seed });
  net.add(tf.layers.dense({ units: 64, activation: 'relu', inputShape: [30], kernelInitializer: init(1) }));
  net.add(tf.layers.dense({ units: 64, activation: 'relu', kernelInitializer: init(2) }));
  net.add(tf.layers.dense({ units: 1, activation: 'sigmoid', kernelInitializer: init(3) }));
  net.compile({ optimizer: tf.train.adam(0.003), loss: 'binaryCrossentropy' });
  const { history } = await net.fit(x, y, { epochs, batchSize: 256, shuffle: false, verbose: 0 });
  tf.dispose([x, y]);
  net.dispose();
  return Number(history.loss!.at(-1));
}
await training(1);
const began = performance.now();
const loss = await training(2);
console.log('trained', performance.now() - began, loss);`;

/** What a page leaves in `window.bench`: ms since navigation, and what was printed. */
export interface PageResult {
  total: number;
  printed: string;
  error?: string;
}

const shell = (body: string): string => `<!doctype html><meta charset="utf-8"><title>bench</title><body>${body}`;

/** The script of the plain page's worker: the published scripts, and the candidate's code, unchanged. */
export function plainWorker(): string {
  const { code } = transform(TRAINING, { transforms: ['typescript'] });
  return `
importScripts('/tfjs/tf.min.js', '/wasm/tf-backend-wasm.min.js');
tf.wasm.setWasmPaths('/wasm/');
tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
let printed = '';
console.log = (...values) => { printed += values.join(' ') + '\\n'; };
onmessage = async ({ data }) => {
  printed = '';
  try {
    await tf.setBackend('wasm');
    if (data === 'first') { ${FIRST_LINE} }
    else { await (async () => { ${code} })(); }
    postMessage({ printed });
  } catch (error) { postMessage({ printed, error: String(error) }); }
};`;
}

/** A plain page with tfjs alone in a worker, at `/plain-worker.js`. */
export function plainPage(): string {
  return shell(`<script type="module">
const worker = new Worker('/plain-worker.js');
const asked = (what) => new Promise((done) => { worker.onmessage = ({ data }) => done(data); worker.postMessage(what); });
window.train = () => asked('train');
asked('first').then((said) => { window.bench = { total: performance.now(), ...said }; });
</script>`);
}

/** The product's sandbox host with TypeScript. */
export async function oursPage(): Promise<string> {
  const host = fileURLToPath(new URL('../../client/sandbox/host.ts', import.meta.url));
  const contents = `
import { createSandbox } from ${JSON.stringify(host)};
let printed = '';
const sandbox = createSandbox({
  language: 'typescript', packages: [], files: {}, data: [], official: null, spare: false,
  onOutput: (_run, items) => { printed += items.map((item) => item.text ?? item.message ?? '').join(''); },
});
const run = async (code) => {
  printed = '';
  const result = await sandbox.run({ kind: 'cell', file: 'explore.ts', code: "import * as tf from '@tensorflow/tfjs';\\n" + code });
  return { printed, ...(result.status === 'ok' ? {} : { error: result.status + ' ' + printed }) };
};
window.train = () => run(${JSON.stringify(TRAINING)});
window.again = async () => {
  const from = performance.now();
  await sandbox.restart();
  return { ...(await run(${JSON.stringify(FIRST_LINE)})), total: performance.now() - from };
};
run(${JSON.stringify(FIRST_LINE)}).then((said) => { window.bench = { total: performance.now(), ...said }; });
`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL('.', import.meta.url)), loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    charset: 'ascii',
  });
  return shell(`<script type="module">${(outputFiles[0]?.text ?? '').replaceAll('</script', '<\\/script')}</script>`);
}
