import { beforeAll, describe, expect, it } from 'vitest';
import { countArtefact } from '../../../../../engine/crossing/typescript/count.ts';
import type { Artefact, ArtefactTensor } from '../../../../../engine/crossing/typescript/format.ts';
import { artefactInventory } from '../../../../../engine/crossing/typescript/inventory.ts';
import { Tally } from '../../../../../engine/crossing/typescript/tally.ts';
import { pythonKit } from '../../../../support/pyodide.ts';

const IN_PYTHON = `
import warnings
import numpy as np
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler
from holdout_official.weights import count
warnings.simplefilter("ignore")
X = np.random.default_rng(0).normal(size=(100, 72))
net = MLPClassifier((48, 24), max_iter=1).fit(X, X[:, 0] > 0)
scaler = StandardScaler().fit(X)
means, scales = scaler.mean_, scaler.scale_
result = {
    "net": count([net.coefs_, net.intercepts_]),
    "arrays": count([means, scales]),
    "lists": count({"means": means.tolist(), "scales": scales.tolist()}),
    "mixed": count({"names": ["amount", "age", "amount"], "on": [True, None, 2.5], "deep": [[1, 2], [3, [4]]]}),
    "long": count({"w": np.arange(1000).tolist(), "text": "x" * 5000}),
}`;

interface Count {
  total: number;
  model: unknown;
}
let python: Record<'net' | 'arrays' | 'lists' | 'mixed' | 'long', Count>;
beforeAll(async () => {
  python = (await pythonKit()).run(IN_PYTHON);
}, 120_000);

const tensor = (path: string, ...shape: number[]): ArtefactTensor => ({
  path,
  dtype: 'float32',
  shape,
  bytes: new Uint8Array(4 * shape.reduce((product, axis) => product * axis, 1)),
});
const artefact = (changed: Partial<Artefact>): Artefact => ({
  seed: 1,
  layers: [],
  tensors: [],
  json: null,
  ...changed,
});

const counted = (changed: Partial<Artefact>): Count => {
  const { total, model } = artefactInventory(artefact(changed), new Tally());
  return { total, model };
};

describe('the same model in both languages', () => {
  it('[AR15] a network of 72, 48, 24 and 1 has the same weights', () => {
    const shapes = [72, 48, 24, 1];
    const weights = shapes.slice(1).flatMap((units, i) => {
      const layer = `dense_Dense${i + 1}`;
      return [tensor(`${layer}/kernel`, shapes[i] as number, units), tensor(`${layer}/bias`, units)];
    });
    const topology = {
      class_name: 'Sequential',
      config: {
        name: 'net',
        layers: shapes.slice(1).map((units) => ({ class_name: 'Dense', config: { units, activation: 'relu' } })),
      },
    };
    expect(counted({ layers: [{ name: '', topology, weights }] }).total).toBe(72 * 48 + 48 + 48 * 24 + 24 + 24 + 1);
    expect(python.net.total).toBe(72 * 48 + 48 + 48 * 24 + 24 + 24 + 1);
  });

  it('[AR15] means and scales have the same weights, as arrays and as lists', () => {
    expect(counted({ tensors: [tensor('means', 72), tensor('scales', 72)] }).total).toBe(python.arrays.total);
    expect(python.arrays.total).toBe(144);
    const list = Array.from({ length: 72 }, (_, i) => i / 7);
    const { scalars } = countArtefact(artefact({ json: { means: list, scales: list } })).sums();
    expect(python.lists).toMatchObject({ total: 0, model: { scalars } });
  });

  it('[AR15] texts, choices, null and lists within lists have the same weights', () => {
    const json = {
      names: ['amount', 'age', 'amount'],
      on: [true, null, 2.5],
      deep: [
        [1, 2],
        [3, [4]],
      ],
    };
    expect(counted({ json })).toEqual({ total: python.mixed.total, model: python.mixed.model });
    const long = { w: Array.from({ length: 1000 }, (_, i) => i), text: 'x'.repeat(5000) };
    expect(counted({ json: long })).toEqual({ total: python.long.total, model: python.long.model });
    expect(python.long.total).toBe(1000 - 256 + Math.ceil((5000 + 5 - 4096) / 8));
  });
});
