/** Seeded randomness of the TypeScript runtime. */
import { describe, expect, it } from 'vitest';
import { generator, xoshiro128 } from '../../../../engine/typescript/libraries/tensorflow/random.ts';
import { json, realm } from './rowsRealm.ts';

describe('randomness', () => {
  it('[TJ7] the generator is xoshiro128++', () => {
    // What the authors' C source gives for the state 1, 2, 3, 4; the vector of rand_xoshiro's tests.
    const next = xoshiro128(Uint32Array.of(1, 2, 3, 4));
    expect([next(), next(), next(), next()]).toEqual([641, 1573767, 3222811527, 3517856514]);
    const random = generator(7);
    const drawn = Array.from({ length: 20_000 }, random);
    expect(drawn.every((u) => u >= 0 && u < 1)).toBe(true);
    expect(drawn.reduce((s, u) => s + u, 0) / drawn.length).toBeCloseTo(0.5, 2);
    expect(generator(1)()).not.toBe(generator(2)());
    expect(generator(1)()).not.toBe(generator(-1)());
    expect(generator(1)()).not.toBe(generator(1 + 2 ** 40)());
    expect(() => generator(Number.NaN)).toThrow(RangeError);
  });

  it('[TJ7] a seed fixes initial weights, dropout and shuffles of tfjs, and Math.random comes back', async () => {
    const train = (seed: number): Promise<string> =>
      realm.run(`(async () => {
        seedRandom(${seed});
        const net = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2] }), tf.layers.dropout({ rate: 0.5 }), tf.layers.dense({ units: 1 })] });
        net.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
        await net.fit(tf.tensor2d([[1, 2], [3, 4], [5, 6], [0, 1]]), tf.tensor2d([[1], [0], [1], [3]]), { epochs: 2, batchSize: 2, verbose: 0 });
        return net.getWeights().map((w) => w.dataSync().join()).join(';');
      })()`);
    const first = await train(3);
    expect(await train(3)).toBe(first);
    expect(await train(4)).not.toBe(first);
    expect(
      realm.run(
        'seedRandom(1); const a = Math.random(); seedRandom(1); const b = Math.random(); restoreRandom(); a === b && Math.random() !== b',
      ),
    ).toBe(true);
  });

  it('[TJ9] a shuffle depends on its seed alone and prefers no order', () => {
    expect(json('holdout.shuffled([1, 2, 3, 4, 5], 1)')).toEqual(json('holdout.shuffled([1, 2, 3, 4, 5], 1)'));
    const counts = json(
      "(() => { const c = {}; for (let s = 0; s < 6000; s++) { const k = holdout.shuffled('abc', s).join(''); c[k] = (c[k] ?? 0) + 1; } return c; })()",
    ) as Record<string, number>;
    expect(Object.keys(counts)).toHaveLength(6);
    // Six orders, 1,000 each expected: chi-square with 5 degrees of freedom stays below 20.5 with probability 0.999.
    expect(Object.values(counts).reduce((s, n) => s + (n - 1000) ** 2 / 1000, 0)).toBeLessThan(20.5);
    expect(json('[holdout.seeded(3)(), holdout.seeded(3)()].map((x, _, a) => x === a[0])')).toEqual([true, true]);
  });
});
