import { beforeAll, describe, expect, it } from 'vitest';
import { inventoryOf } from '../../../../../engine/crossing/inventory.ts';
import { readPayload } from '../../../../../engine/crossing/python/inventory.ts';
import { countArtefact } from '../../../../../engine/crossing/typescript/count.ts';
import type { Artefact, ArtefactTensor } from '../../../../../engine/crossing/typescript/format.ts';
import { pythonKit } from '../../../../support/pyodide.ts';

const IN_PYTHON = `
import warnings
import numpy as np
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler
from holdout_official.payload import pack
warnings.simplefilter("ignore")
X = np.random.default_rng(0).normal(size=(100, 72))
net = MLPClassifier((48, 24), max_iter=1).fit(X, X[:, 0] > 0)
scaler = StandardScaler().fit(X)
means, scales = scaler.mean_, scaler.scale_
result = {name: pack(model, 1) for name, model in {
    "net": [net.coefs_, net.intercepts_],
    "arrays": [means, scales],
    "lists": {"means": means.tolist(), "scales": scales.tolist()},
    "mixed": {"names": ["amount", "age", "amount"], "on": [True, None, 2.5], "deep": [[1, 2], [3, [4, 5]]]},
    "keyed": {"w": {f"k{i}": i / 7 for i in range(300)}, "few": [1, 2, 3, 4]},
}.items()}`;

const CASES = ['net', 'arrays', 'lists', 'mixed', 'keyed'] as const;
const NO_CODE = { numbers: new Map<string, number>(), bytes: 0 };
let python: Record<(typeof CASES)[number], number>;
beforeAll(async () => {
  const payloads = (await pythonKit()).run<Record<string, Uint8Array>>(IN_PYTHON);
  const total = (name: string) => inventoryOf(readPayload(payloads[name] as Uint8Array, []).count(), NO_CODE).total;
  python = Object.fromEntries(CASES.map((name) => [name, total(name)])) as typeof python;
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

const counted = (changed: Partial<Artefact>): number => inventoryOf(countArtefact(artefact(changed)), NO_CODE).total;

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
    expect(counted({ layers: [{ name: '', topology, weights }] })).toBe(72 * 48 + 48 + 48 * 24 + 24 + 24 + 1);
    expect(python.net).toBe(72 * 48 + 48 + 48 * 24 + 24 + 24 + 1);
  });

  it('[AR15] means and scales have the same weights, as arrays and as lists', () => {
    expect(counted({ tensors: [tensor('means', 72), tensor('scales', 72)] })).toBe(144);
    expect(python.arrays).toBe(144);
    const list = Array.from({ length: 72 }, (_, i) => i / 7);
    expect(counted({ json: { means: list, scales: list } })).toBe(144);
    expect(python.lists).toBe(144);
  });

  it('[AR15] texts, settings, null, lists within lists and keyed numbers have the same weights', () => {
    const deep = [
      [1, 2],
      [3, [4, 5]],
    ];
    expect(counted({ json: { names: ['amount', 'age', 'amount'], on: [true, null, 2.5], deep } })).toBe(5);
    expect(python.mixed).toBe(5);
    const w = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`k${i}`, i / 7]));
    expect(counted({ json: { w, few: [1, 2, 3, 4] } })).toBe(300);
    expect(python.keyed).toBe(300);
  });
});
