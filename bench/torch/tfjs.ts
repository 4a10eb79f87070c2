/**
 * The CNN of bench/torch.py in tfjs under the same Node: what the torch package's epoch is compared with. The wasm backend of tfjs 4.22
 * has no gradient of a convolution's filter ("Kernel 'Conv2DBackpropFilter' not registered"), so where it still refuses, the plain cpu
 * backend is measured, and the row names it.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Images of an epoch; the cpu backend is measured on an eighth of them and its time scaled, for it is some fifty times slower. */
const EXAMPLES = 4_000;
const CPU_SHARE = 8;
const SIDE = 16;
const CLASSES = 7;
const BATCH = 64;

export interface TfjsEpoch {
  backend: 'wasm' | 'cpu';
  seconds: number;
  weights: number;
}

/** One epoch on a backend: conv 8, pool, conv 16, pool, dense 7; Adam, batches of 64. A batch before it warms the kernels up. */
async function epoch(backend: TfjsEpoch['backend']): Promise<TfjsEpoch> {
  const tf = await import('@tensorflow/tfjs');
  if (backend === 'wasm') {
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    const manifest = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json');
    setWasmPaths(join(dirname(manifest), 'dist/'));
  }
  await tf.setBackend(backend);
  await tf.ready();
  const { layers } = tf;
  const net = tf.sequential({
    layers: [
      layers.conv2d({ inputShape: [SIDE, SIDE, 1], filters: 8, kernelSize: 3, padding: 'same', activation: 'relu' }),
      layers.maxPooling2d({ poolSize: 2 }),
      layers.conv2d({ filters: 16, kernelSize: 3, padding: 'same', activation: 'relu' }),
      layers.maxPooling2d({ poolSize: 2 }),
      layers.flatten(),
      layers.dense({ units: CLASSES, activation: 'softmax' }),
    ],
  });
  net.compile({ optimizer: tf.train.adam(), loss: 'sparseCategoricalCrossentropy' });
  const share = backend === 'cpu' ? CPU_SHARE : 1;
  const images = tf.randomUniform([EXAMPLES, SIDE, SIDE, 1], 0, 1, 'float32', 1);
  const labels = tf.randomUniform([EXAMPLES], 0, CLASSES, 'int32', 2).toFloat();
  const train = (rows: number) =>
    net.fit(images.slice(0, rows), labels.slice(0, rows), { epochs: 1, batchSize: BATCH, shuffle: false, verbose: 0 });
  await train(BATCH);
  const start = performance.now();
  await train(EXAMPLES / share);
  return { backend, seconds: (share * (performance.now() - start)) / 1000, weights: net.countParams() };
}

/** Seconds of one epoch over 4,000 images of 16 x 16, on wasm where it can train a convolution, else on cpu. */
export function tfjsEpoch(): Promise<TfjsEpoch> {
  return epoch('wasm').catch((error: unknown) => {
    if (!/not registered for backend 'wasm'/.test(String(error))) throw error;
    return epoch('cpu');
  });
}
