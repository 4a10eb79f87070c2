import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../../datasets/rng.ts';
import { inventoryOf } from '../../../../../engine/crossing/inventory.ts';
import { FREE_STRUCTURE_BYTES } from '../../../../../engine/crossing/structure.ts';
import { countArtefact, splitArtefact } from '../../../../../engine/crossing/typescript/count.ts';
import {
  type Artefact,
  type ArtefactTensor,
  encodeArtefact,
} from '../../../../../engine/crossing/typescript/format.ts';
import { parseArtefact } from '../../../../../engine/crossing/typescript/parse.ts';
import { artefactOf, TOPOLOGY } from './corpus.ts';

const SIZES = { float32: 4, int32: 4, bool: 1 };
function tensor(path: string, shape: number[], dtype: ArtefactTensor['dtype'] = 'float32'): ArtefactTensor {
  const length = shape.reduce((product, axis) => product * axis, SIZES[dtype]);
  return { path, dtype, shape, bytes: new Uint8Array(length) };
}

const small = (changed: Partial<Artefact> = {}): Artefact => ({
  seed: 1,
  layers: [],
  tensors: [],
  json: null,
  ...changed,
});
const network = (topology: unknown, weights: ArtefactTensor[] = []): Artefact =>
  small({ layers: [{ name: '', topology, weights }] });
const withConfig = (config: Record<string, unknown>) =>
  network({
    ...TOPOLOGY,
    config: { ...TOPOLOGY.config, layers: [...TOPOLOGY.config.layers, { class_name: 'Clip', config }] },
  });
const NO_CODE = { numbers: new Map<string, number>(), bytes: 0 };
const inventory = (artefact: Artefact) => inventoryOf(countArtefact(artefact), NO_CODE);
const ofJson = (json: unknown) => Object.fromEntries(countArtefact(small({ json })).paths);

const HIDDEN = 4_000;
const random = createRng('artefacts');
const numbers = Array.from({ length: HIDDEN }, () => random.uniform());
const bit = numbers.map((n) => n < 0.5);
/** 10 hexadecimal digits each: 5 bytes. */
const spelled = numbers.map((n) =>
  Math.floor(n * 2 ** 40)
    .toString(16)
    .padStart(10, '0'),
);
const [NUMBERS, BITS, TEXTS] = [6.5 * HIDDEN, HIDDEN / 8, 5 * HIDDEN];

describe('weights of an artefact', () => {
  it('[AR10] every element of a tensor counts 1, whatever its dtype, trainable or not', () => {
    const weights = [tensor('dense/kernel', [72, 48]), tensor('norm/moving_mean', [48])];
    const tensors = [tensor('codes', [7], 'int32'), tensor('mask', [3, 5], 'bool'), tensor('', [])];
    const { paths } = countArtefact(small({ layers: [{ name: 'net', topology: TOPOLOGY, weights }], tensors }));
    expect(Object.fromEntries(paths)).toEqual({
      'layers.net/dense/kernel': 72 * 48,
      'layers.net/norm/moving_mean': 48,
      codes: 7,
      mask: 15,
      tensors: 1,
    });
  });

  it('[AR11] more than four numbers of an entry of json count 1 each, true, false and null too', () => {
    expect(ofJson(null)).toEqual({});
    expect(ofJson({ a: [1, 2, 3, 4], b: 'x', c: 7 })).toEqual({});
    expect(ofJson({ a: [1, 2, 3, 4, 5], b: [1, 2] })).toEqual({ 'json.a': 5 });
    expect(ofJson({ a: [1, 'x', { y: 2, z: [true, null, false] }] })).toEqual({ 'json.a': 5 });
    expect(ofJson([[1, 2, 3, 4, 5]])).toEqual({ 'json.0': 5 });
    // More entries than a bundle has: one collection.
    expect(ofJson(Object.fromEntries(Array.from({ length: 17 }, (_, i) => [`k${i}`, i])))).toEqual({ json: 17 });
    expect(ofJson(numbers.slice(0, 600))).toEqual({ json: 600 });
  });

  it('[AR11] numbers that left the rest and the rest together are the json', () => {
    const whole = small({
      json: { w: [1.5, -2e-9, 9, [8, 'x']], b: true, c: [9, 9], k: { a: 1, b: 2, c: 3, d: 4, e: 5 } },
    });
    const { rest, numbers: taken } = splitArtefact(whole);
    const { json, cut } = JSON.parse(rest) as { json: Record<string, unknown>; cut: string[] };
    let next = 0;
    for (const name of cut)
      json[name] = JSON.parse(JSON.stringify(json[name]), (_, part: unknown) =>
        typeof part === 'number' ? taken[next++] : part,
      );
    expect(json).toEqual(whole.json);
    expect(cut).toEqual(['k']);
    expect(splitArtefact(small({ json: { w: [1, 2, 3, 4, 9] } })).rest).not.toContain('[1,2');
  });

  it('[AR12] what stands beside numbers is compressed: an ordinary topology stays within the free part', () => {
    const found = countArtefact(network(TOPOLOGY));
    expect(found.structureBytes).toBeGreaterThan(50);
    expect(found.structureBytes).toBeLessThan(500);
    expect(inventory(parseArtefact(artefactOf())).total).toBe(5);
    expect(inventory(small({ json: 'x'.repeat(50_000) })).total).toBe(0);
    expect(() => inventory(small({ json: 'x'.repeat(1_100_000) }))).toThrow(/1\.0 MiB beside its arrays/);
  });

  const CHEATS: [what: string, artefact: Artefact, bytes: number][] = [
    ['numbers in json', small({ json: { w: numbers } }), NUMBERS],
    ['numbers in lists of lists', small({ json: { w: numbers.map((n) => [n]) } }), NUMBERS],
    ['numbers as settings of many objects', small({ json: { w: numbers.map((n) => ({ n })) } }), NUMBERS],
    ['bits as booleans', small({ json: { w: bit } }), BITS],
    ['bits as null', small({ json: { w: bit.map((b) => (b ? null : 0)) } }), BITS],
    ['bits as brackets', small({ json: { w: bit.map((b) => (b ? [] : {})) } }), BITS],
    ['keys of json', small({ json: Object.fromEntries(spelled.map((key) => [`k${key}`, 0])) }), TEXTS],
    ['keys of objects in a list', small({ json: { w: spelled.map((key) => ({ [key]: 0 })) } }), TEXTS],
    ['one long text', small({ json: { w: spelled.join('') } }), TEXTS],
    ['texts', small({ json: { w: spelled } }), TEXTS],
    ['repeated texts', small({ json: { w: bit.map((b) => (b ? 'y' : 'n')) } }), BITS],
    ['tensors that do not train', network(TOPOLOGY, [tensor('table', [HIDDEN])]), 4 * HIDDEN],
    ['bits as a bool tensor', small({ tensors: [tensor('tensors.bits', [HIDDEN], 'bool')] }), BITS],
    ['paths of tensors', small({ tensors: spelled.map((path) => tensor(`tensors.${path}`, [0])) }), TEXTS],
    [
      'shapes of empty tensors',
      small({ tensors: numbers.map((n, i) => tensor(`t${i}`, [0, Math.floor(n * 2 ** 40)])) }),
      TEXTS,
    ],
    [
      'names of networks',
      small({ layers: spelled.slice(0, 150).map((name) => ({ name, topology: TOPOLOGY, weights: [] })) }),
      750,
    ],
    [
      'names of layers',
      network({
        ...TOPOLOGY,
        config: { layers: spelled.map((name) => ({ class_name: 'Flatten', config: { name } })) },
      }),
      TEXTS,
    ],
    [
      'constants of initialisers',
      network({
        ...TOPOLOGY,
        config: {
          layers: numbers.map((value) => ({
            class_name: 'Dense',
            config: { units: 1, bias_initializer: { class_name: 'Constant', config: { value } } },
          })),
        },
      }),
      NUMBERS,
    ],
    ['the config of an own layer', withConfig({ table: numbers }), NUMBERS],
    ['a text in the config of an own layer', withConfig({ table: spelled.join('') }), TEXTS],
    ['keys of an own layer', withConfig(Object.fromEntries(spelled.map((key) => [`k${key}`, null]))), TEXTS],
    [
      'selections of keys that tfjs spells',
      withConfig({ table: bit.map((b) => (b ? { units: null } : { rate: null })) }),
      BITS,
    ],
  ];
  it.each(CHEATS)('[AR13] %s weigh at least their bytes', (_what, artefact, bytes) => {
    const { total, items, rest } = inventory(artefact);
    expect(8 * total + FREE_STRUCTURE_BYTES).toBeGreaterThanOrEqual(bytes);
    expect(items.reduce((sum, { count }) => sum + count, rest)).toBe(total);
    // What is counted is what crosses.
    expect(parseArtefact(encodeArtefact(artefact), {}, ['Clip']).json).toEqual(artefact.json);
  });

  it('[AR14] items and rest add up to the total, largest first, at most 200, and say what the code holds', () => {
    const tensors = Array.from({ length: 300 }, (_, i) => tensor(`part${i}`, [i + 1]));
    const model = countArtefact(small({ tensors, json: { w: numbers, name: 'abc' } }));
    const code = { numbers: new Map([['model.ts', 700]]), bytes: 9_000 };
    const { total, items, rest, rule } = inventoryOf(model, code);
    expect(rule).toBe(2);
    expect(items).toHaveLength(200);
    expect(items.map(({ count }) => count)).toEqual(items.map(({ count }) => count).sort((a, b) => b - a));
    expect(items.reduce((sum, { count }) => sum + count, rest)).toBe(total);
    const beside = Math.ceil((model.structureBytes + 9_000 - 3_072) / 8);
    expect(total).toBe((300 * 301) / 2 + HIDDEN + 700 + beside);
    expect(items).toContainEqual({ path: 'model.ts: numbers side by side', count: 700 });
    expect(items.find(({ path }) => path.startsWith('beside numbers'))?.count).toBe(beside);
  });
});
