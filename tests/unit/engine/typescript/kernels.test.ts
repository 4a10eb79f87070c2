import { beforeAll, describe, expect, it } from 'vitest';
import { type TfjsRealm, tfjsRealm } from '../../../support/tfjs.ts';

let realm: TfjsRealm;
beforeAll(async () => {
  realm = await tfjsRealm('wasm');
});

/** Runs code that leaves arrays of numbers on both backends, on the same seeded inputs, and gives the largest difference. */
async function difference(code: string, seed: number): Promise<number> {
  const results: number[][] = [];
  for (const backend of ['wasm', 'cpu']) {
    results.push(
      await realm.run<Promise<number[]>>(`(async () => {
      await tf.setBackend('${backend}');
      const seed = ${seed};
      return tf.tidy(() => { ${code} });
    })()`),
    );
  }
  await realm.run(`tf.setBackend('wasm')`);
  const [wasm = [], cpu = []] = results;
  expect(wasm.length, `seed ${seed}`).toBe(cpu.length);
  expect(wasm.length, `seed ${seed}`).toBeGreaterThan(0);
  return wasm.reduce(
    (worst, v, i) => Math.max(worst, Math.abs(v - (cpu[i] ?? Number.NaN)) / Math.max(1, Math.abs(cpu[i] ?? 0))),
    0,
  );
}

const random = (shape: string, offset: number): string =>
  `tf.randomNormal(${shape}, 0, 1, 'float32', seed + ${offset})`;

const CONVOLUTIONS = [
  { x: '[2, 8, 8, 3]', w: '[3, 3, 3, 4]', strides: 1, pad: 'same' },
  { x: '[3, 9, 7, 2]', w: '[3, 2, 2, 5]', strides: 2, pad: 'same' },
  { x: '[2, 10, 11, 1]', w: '[5, 3, 1, 2]', strides: 3, pad: 'valid' },
  { x: '[1, 6, 6, 4]', w: '[1, 1, 4, 3]', strides: 1, pad: 'valid' },
  { x: '[2, 7, 8, 2]', w: '[4, 4, 2, 3]', strides: 2, pad: 'valid' },
  { x: '[2, 5, 5, 2]', w: '[3, 3, 2, 1]', strides: 1, pad: 2 },
];

describe('kernels that tfjs lacks on wasm', () => {
  it.each(CONVOLUTIONS)(
    '[TJ4] a convolution of $x by $w, strides $strides, $pad: its gradients are those of cpu',
    async ({ x, w, strides, pad }) => {
      const seed = 11;
      const code = `
      const f = (x, w) => tf.conv2d(x, w, ${strides}, ${JSON.stringify(pad)}).square().sum();
      const [dx, dw] = tf.grads(f)([${random(x, 0)}, ${random(w, 1)}]);
      return [...dx.dataSync(), ...dw.dataSync()];`;
      expect(await difference(code, seed)).toBeLessThan(1e-4);
    },
  );

  it('[TJ4] a batch that does not fit at once is summed over its parts', async () => {
    const code = `
      const x = ${random('[40, 64, 64, 4]', 0)};
      const f = (w) => tf.conv2d(x, w, 1, 'same').mul(${random('[40, 64, 64, 2]', 1)}).mean();
      return [...tf.grad(f)(${random('[3, 3, 4, 2]', 2)}).dataSync()];`;
    expect(await difference(code, 12)).toBeLessThan(1e-4);
  });

  it('[TJ4] channels first, depthwise and pooled gradients are those of cpu', async () => {
    const gradient = (f: string, inputs: string): string =>
      `const parts = tf.grads(${f})([${inputs}]); return parts.flatMap((p) => [...p.dataSync()]);`;
    const x = random('[2, 8, 7, 3]', 0);
    const depthwise = (pad: string, strides: number): string =>
      gradient(
        `(x, w) => tf.depthwiseConv2d(x, w, ${strides}, '${pad}').square().sum()`,
        `${x}, ${random('[3, 3, 3, 2]', 1)}`,
      );
    expect(await difference(depthwise('same', 1), 21)).toBeLessThan(1e-4);
    expect(await difference(depthwise('valid', 2), 22)).toBeLessThan(1e-4);
    for (const pool of ['maxPool', 'avgPool']) {
      const code = gradient(`(x) => tf.${pool}(x, 2, 2, 'same').square().sum()`, x);
      expect(await difference(code, 23), pool).toBeLessThan(1e-4);
    }
  });

  it('[TJ4] sums by segment, embeddings and einsum are those of cpu', async () => {
    const segments = `return [...tf.unsortedSegmentSum(${random('[6, 3]', 0)}, tf.tensor1d([2, 0, 2, -1, 4, 1], 'int32'), 5).dataSync()];`;
    expect(await difference(segments, 31)).toBe(0);
    const gather = `
      const ids = tf.tensor1d([3, 1, 3, 0], 'int32');
      return [...tf.grad((w) => tf.gather(w, ids).square().sum())(${random('[5, 4]', 0)}).dataSync()];`;
    expect(await difference(gather, 32)).toBeLessThan(1e-6);
    const einsum = `return [...tf.einsum('bij,bjk->bik', ${random('[2, 3, 4]', 0)}, ${random('[2, 4, 5]', 1)}).dataSync()];`;
    expect(await difference(einsum, 33)).toBeLessThan(1e-5);
  });

  it('[TJ4] a small CNN trains to the same weights as on cpu, and no tensor is left', async () => {
    const train = `(async () => {
      seedRandom(5);
      const l = tf.layers;
      const net = tf.sequential({ layers: [
        l.conv2d({ inputShape: [10, 10, 1], filters: 4, kernelSize: 3, padding: 'same', activation: 'relu' }),
        l.maxPooling2d({ poolSize: 2 }),
        l.separableConv2d({ filters: 3, kernelSize: 3, strides: 2, activation: 'relu' }),
        l.flatten(),
        l.dense({ units: 3, activation: 'softmax' }),
      ] });
      net.compile({ optimizer: tf.train.adam(0.01), loss: 'sparseCategoricalCrossentropy' });
      const x = tf.randomNormal([64, 10, 10, 1], 0, 1, 'float32', 1);
      const y = tf.randomUniform([64], 0, 3, 'int32', 2).toFloat();
      const before = tf.memory().numTensors;
      const { history } = await net.fit(x, y, { epochs: 3, batchSize: 16, shuffle: false, verbose: 0 });
      const weights = net.getWeights().flatMap((w) => [...w.dataSync()]);
      const left = tf.memory().numTensors - before;
      await net.fit(x, y, { epochs: 2, batchSize: 16, shuffle: false, verbose: 0 });
      return { weights, loss: history.loss, left: tf.memory().numTensors - before - left };
    })()`;
    type Trained = { weights: number[]; loss: number[]; left: number };
    const wasm = await realm.run<Promise<Trained>>(train);
    await realm.run(`tf.setBackend('cpu')`);
    const cpu = await realm.run<Promise<Trained>>(train);
    await realm.run(`tf.setBackend('wasm')`);
    expect(wasm.weights.length).toBe(cpu.weights.length);
    for (const [i, w] of wasm.weights.entries())
      expect(Math.abs(w - (cpu.weights[i] ?? Number.NaN))).toBeLessThan(1e-3);
    expect(Math.abs((wasm.loss.at(-1) ?? 0) - (cpu.loss.at(-1) ?? 9))).toBeLessThan(1e-4);
    expect(wasm.left).toBe(0);
  });
});

describe('versions', () => {
  it('[TJ4] another version of tfjs than the corrections were written for is refused at the start', () => {
    expect(realm.run('checkVersion(INSTALLED)')).toBeUndefined();
    expect(realm.run('Object.keys(INSTALLED)')).toEqual(['core', 'wasm']);
    expect(() => realm.run("checkVersion({ ...INSTALLED, wasm: '4.23.0' })")).toThrow('tfjs wasm is 4.23.0');
  });
});

describe('backends', () => {
  it('[TJ3] bad bytes and none give the cpu backend', async () => {
    expect(realm.run('tf.getBackend()')).toBe('wasm');
    expect(await realm.run('startBackend({ wasm: Uint8Array.of(0, 97, 115, 109, 1, 0, 0) })')).toBe('cpu');
    expect(await realm.run('startBackend({ wasm: null })')).toBe('cpu');
    expect(await realm.run("startBackend({ wasm, backend: 'cpu' })")).toBe('cpu');
    expect(await realm.run('startBackend({ wasm })')).toBe('wasm');
  });

  it('[TJ1] the self-check finds nothing to say, leaves nothing, and takes milliseconds', () => {
    realm.run('selfCheck()');
    const start = performance.now();
    expect(realm.run('selfCheck()')).toEqual([]);
    const ms = performance.now() - start;
    console.info(`self-check: ${ms.toFixed(1)} ms`);
    expect(ms).toBeLessThan(5_000);
    expect(realm.run<Record<string, string>>('VERSIONS')).toEqual({
      '@tensorflow/tfjs': '4.22.0',
      danfojs: '1.2.0',
      arquero: '8.0.3',
      '@observablehq/plot': '0.6.17',
    });
  });

  it('[TJ1] danfojs computes on the one engine, and a broken part is told in words', () => {
    expect(realm.run('dfd.tensorflow.engine() === tf.engine()')).toBe(true);
    expect(
      realm.run(
        '(() => { const f = new dfd.DataFrame({ a: [1, 2], b: [3, 5] }); return new dfd.StandardScaler().fit(f).transform(f).values.flat().map((v) => v.toFixed(4)); })()',
      ),
    ).toEqual(['-1.0000', '-1.0000', '1.0000', '1.0000']);
    expect(
      realm.run(
        "(() => { const kernel = tf.getKernel('BatchMatMul', tf.getBackend()); const own = kernel.kernelFunc; kernel.kernelFunc = (call) => own({ ...call, inputs: { a: call.inputs.a, b: call.inputs.a } }); try { return selfCheck(); } finally { kernel.kernelFunc = own; } })()",
      ),
    ).toEqual(['The wasm backend multiplies matrices wrongly.']);
  });
});
