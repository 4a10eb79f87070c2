/** Faults that others reported of tfjs' wasm backend, which do not occur with the version and kernels that run here. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type TfjsRealm, tfjsRealm } from '../../../support/tfjs.ts';

let realm: TfjsRealm;
beforeAll(async () => {
  realm = await tfjsRealm('wasm');
  realm.run(`Object.assign(globalThis, {
    seeded: (seed) => tf.initializers.glorotUniform({ seed }),
    heap: () => tf.backend().wasm.HEAPU8.length,
  })`);
});

/** Losses of the epochs of a small recurrent network on a backend. */
async function losses(backend: string, kind: string): Promise<number[]> {
  return realm.run<Promise<number[]>>(`(async () => {
    await tf.setBackend('${backend}');
    const net = tf.sequential({ layers: [
      tf.layers.${kind}({ units: 4, inputShape: [6, 2], kernelInitializer: seeded(1), recurrentInitializer: seeded(2) }),
      tf.layers.dense({ units: 1, kernelInitializer: seeded(3) }),
    ] });
    net.compile({ optimizer: tf.train.adam(0.02), loss: 'meanSquaredError' });
    const x = tf.randomNormal([64, 6, 2], 0, 1, 'float32', 1);
    const { history } = await net.fit(x, x.sum([1, 2]).expandDims(1), { epochs: 4, batchSize: 16, shuffle: false, verbose: 0 });
    await tf.setBackend('wasm');
    return history.loss;
  })()`);
}

describe('long work on wasm', () => {
  it.each(['lstm', 'gru', 'simpleRNN'])('[TJ26] the losses of a %s are those of cpu', async (kind) => {
    const [wasm, cpu] = [await losses('wasm', kind), await losses('cpu', kind)];
    expect(wasm).toHaveLength(4);
    for (const [i, loss] of wasm.entries()) expect(loss).toBeCloseTo(cpu[i] ?? Number.NaN, 4);
  });

  it('[TJ26] 500 predictions of different lengths and 20,000 loops of tidy leave no memory behind', async () => {
    const used = await realm.run<Promise<{ heap: number; tensors: number }>>(`(async () => {
      const net = tf.sequential({ layers: [
        tf.layers.conv1d({ filters: 4, kernelSize: 3, inputShape: [null, 2] }),
        tf.layers.globalAveragePooling1d(),
      ] });
      const work = (rounds, tidies) => {
        for (let i = 0; i < rounds; i++) tf.tidy(() => { net.predict(tf.zeros([1, 4 + ((i * 7) % 57), 2])).dataSync(); });
        for (let i = 0; i < tidies; i++) tf.tidy(() => { tf.zeros([1 + ((i * 31) % 1000)]).add(1); });
      };
      work(60, 1000);
      const before = { heap: heap(), tensors: tf.memory().numTensors };
      work(500, 20000);
      return { heap: heap() - before.heap, tensors: tf.memory().numTensors - before.tensors };
    })()`);
    expect(used).toEqual({ heap: 0, tensors: 0 });
  });
});
