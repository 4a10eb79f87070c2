import { describe, expect, it } from 'vitest';
import { countArtefact } from '../../../../../engine/crossing/typescript/count.ts';
import type { Artefact, ArtefactTensor } from '../../../../../engine/crossing/typescript/format.ts';
import { artefactInventory } from '../../../../../engine/crossing/typescript/inventory.ts';
import { parseArtefact } from '../../../../../engine/crossing/typescript/parse.ts';
import { Tally, textBytes } from '../../../../../engine/crossing/typescript/tally.ts';
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
const ofJson = (json: unknown) => countArtefact(small({ json })).sums();
const network = (topology: unknown, weights: ArtefactTensor[] = []): Artefact =>
  small({ layers: [{ name: '', topology, weights }] });
const withConfig = (config: Record<string, unknown>) =>
  network({
    ...TOPOLOGY,
    config: { ...TOPOLOGY.config, layers: [...TOPOLOGY.config.layers, { class_name: 'Clip', config }] },
  });

const HIDDEN = 1000;
const numbers = Array.from({ length: HIDDEN }, (_, i) => Math.sin(i));
/** `HIDDEN` numbers of 64 bits, written as text: 8 bytes a number. */
const spelled = Array.from({ length: HIDDEN }, (_, i) => String(i).padStart(8, 'x'));

const totalOf = (artefact: Artefact): number => artefactInventory(artefact, new Tally()).total;

describe('weights of an artefact', () => {
  it('[AR10] every element of a tensor counts 1, whatever its dtype, trainable or not', () => {
    const weights = [tensor('dense/kernel', [72, 48]), tensor('norm/moving_mean', [48])];
    const tensors = [tensor('codes', [7], 'int32'), tensor('mask', [3, 5], 'bool'), tensor('', [])];
    const { arrays } = countArtefact(small({ layers: [{ name: 'net', topology: TOPOLOGY, weights }], tensors })).sums();
    expect(arrays).toBe(72 * 48 + 48 + 7 + 15 + 1);
  });

  it('[AR10] items are named by where they stand', () => {
    const layers = [{ name: 'net', topology: TOPOLOGY, weights: [tensor('dense/kernel', [2])] }];
    const json = { scale: [1, 2], name: 'x' };
    const found = countArtefact(small({ layers, tensors: [tensor('tensors.trees[0].left', [3])], json })).items();
    expect(found).toEqual(
      expect.arrayContaining([
        { path: 'layers.net/dense/kernel', kind: 'array', count: 2 },
        { path: 'tensors.trees[0].left', kind: 'array', count: 3 },
        { path: 'json.scale', kind: 'scalar', count: 2 },
        { path: 'json', kind: 'text', count: 9 },
      ]),
    );
    expect(found.map(({ path }) => path)).toContain('layers.net topology');
  });

  it('[AR11] a number, a boolean, null and an empty list or object count 1, text its bytes, nothing for no json', () => {
    expect(ofJson(null)).toEqual({ arrays: 0, scalars: 0, textBytes: 0 });
    expect(ofJson([1, 2.5, true, null, [], {}])).toEqual({ arrays: 0, scalars: 6, textBytes: 0 });
    expect(ofJson(['ab', 'é', '😀', '\ud800'])).toEqual({ arrays: 0, scalars: 0, textBytes: 2 + 2 + 4 + 3 });
    expect(ofJson(7)).toEqual({ arrays: 0, scalars: 1, textBytes: 0 });
  });

  it('[AR11] a text that was met before is a choice and counts as one number', () => {
    expect(ofJson(['a', 'b', 'a', 'a'])).toEqual({ arrays: 0, scalars: 2, textBytes: 2 });
    const twice = countArtefact(small({ tensors: [tensor('means', [2])], json: ['means'] })).sums();
    expect(twice).toEqual({ arrays: 2, scalars: 1, textBytes: 5 });
  });

  it('[AR11] a list of like objects pays for its keys once; another order or selection pays again', () => {
    const rows = Array.from({ length: 50 }, (_, i) => ({ mean: i, deviation: i }));
    expect(ofJson(rows)).toEqual({ arrays: 0, scalars: 100, textBytes: 13 });
    const turned = { deviation: 1, mean: 1 };
    expect(ofJson([...rows, turned, { mean: 1 }]).textBytes).toBe(13 + 13 + 4);
  });

  it('[AR11] no order of keys and no shape of lists holds what is not paid for', () => {
    const keys = ['a', 'b', 'c', 'd', 'e', 'f'];
    const turned = keys.map((_key, at) => [...keys.slice(at), ...keys.slice(0, at)]);
    const orders = [...turned, ...turned.map((order) => [...order].reverse())];
    const objects = [...orders, ...orders].map((order) => Object.fromEntries(order.map((key) => [key, 1])));
    expect(ofJson(objects)).toEqual({ arrays: 0, scalars: 24 * 6, textBytes: 12 * 6 });
    const brackets = (n: number): unknown => Array.from({ length: n }, (_, i) => (i % 3 ? [] : [[], {}]));
    expect(ofJson(brackets(300)).scalars).toBe(100 * 2 + 200);
  });

  it('[AR12] a topology of tfjs stays within the free part', () => {
    const { scalars, textBytes } = countArtefact(network(TOPOLOGY)).sums();
    expect(scalars).toBeLessThan(20);
    expect(textBytes).toBeLessThan(250);
  });

  it('[AR12] below keys that tfjs spells null is free, and the keys count a byte each', () => {
    const sums = (config: Record<string, unknown>) => countArtefact(withConfig(config)).sums();
    const none = sums({ units: 1 });
    expect(sums({ units: 1, kernel_regularizer: null })).toEqual({ ...none, textBytes: none.textBytes + 1 });
    expect(sums({ units: 1, mine: null })).toEqual({
      arrays: 0,
      scalars: none.scalars + 1,
      textBytes: none.textBytes + 4,
    });
    // An object of nulls is a leaf.
    expect(sums({ layers: [{ units: null }, { units: null }] }).scalars).toBe(none.scalars + 1);
  });

  it('[AR12] a tensor without elements says something by its shape', () => {
    expect(countArtefact(small({ tensors: [tensor('w', [0, 7, 9])] })).sums()).toMatchObject({ arrays: 0, scalars: 3 });
  });

  const CHEATS: [what: string, artefact: Artefact, path: string, least: number][] = [
    ['numbers in json', small({ json: { w: numbers } }), 'json.w', HIDDEN - 256],
    ['numbers in lists of lists', small({ json: { w: numbers.map((n) => [n]) } }), 'json.w', HIDDEN - 256],
    ['bits as booleans', small({ json: { w: numbers.map((n) => n > 0) } }), 'json.w', HIDDEN - 256],
    ['bits as null', small({ json: { w: numbers.map((n) => (n > 0 ? null : 0)) } }), 'json.w', HIDDEN - 256],
    ['bits as brackets', small({ json: { w: numbers.map((n) => (n > 0 ? [] : {})) } }), 'json.w', HIDDEN - 256],
    ['keys of json', small({ json: Object.fromEntries(spelled.map((key) => [key, 0])) }), 'json', HIDDEN - 512],
    ['keys of objects in a list', small({ json: { w: spelled.map((key) => ({ [key]: 0 })) } }), 'json.w', HIDDEN - 512],
    ['one long text', small({ json: { w: spelled.join('') } }), 'json.w', HIDDEN - 512],
    ['texts', small({ json: { w: spelled } }), 'json.w', HIDDEN - 512],
    ['repeated texts', small({ json: { w: numbers.map((n) => (n > 0 ? 'y' : 'n')) } }), 'json.w', HIDDEN - 258],
    ['tensors that do not train', network(TOPOLOGY, [tensor('table', [HIDDEN])]), 'layers/table', HIDDEN],
    ['bits as a bool tensor', small({ tensors: [tensor('tensors.bits', [HIDDEN], 'bool')] }), 'tensors.bits', HIDDEN],
    // Two hundred of them are listed.
    ['paths of tensors', small({ tensors: spelled.map((path) => tensor(`tensors.${path}`, [0])) }), 'tensors.', 400],
    [
      'names of layers',
      network({
        ...TOPOLOGY,
        config: { layers: spelled.map((name) => ({ class_name: 'Flatten', config: { name } })) },
      }),
      'layers topology',
      HIDDEN - 512,
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
      'layers topology',
      HIDDEN - 256,
    ],
    ['the config of an own layer', withConfig({ table: numbers }), 'layers topology', HIDDEN - 256],
    ['a text in the config of an own layer', withConfig({ table: spelled.join('') }), 'layers topology', HIDDEN - 512],
    [
      'keys of an own layer',
      withConfig(Object.fromEntries(spelled.map((key) => [key, null]))),
      'layers topology',
      HIDDEN - 256,
    ],
    [
      'selections of keys that tfjs spells',
      withConfig({
        table: numbers.map((n, i) => ({
          ...(n > 0 ? { units: null } : { rate: null }),
          ...(i % 2 ? { axis: null } : {}),
        })),
      }),
      'layers topology',
      HIDDEN - 256,
    ],
  ];
  it.each(CHEATS)('[AR13] %s count', (_what, artefact, path, least) => {
    const { total, items } = artefactInventory(artefact, new Tally());
    expect(total).toBeGreaterThanOrEqual(least);
    expect(
      items.filter((item) => item.path.startsWith(path)).reduce((sum, { count }) => sum + count, 0),
    ).toBeGreaterThanOrEqual(least);
  });

  it('[AR14] items and rest add up to the total, largest first, at most 200', () => {
    const tensors = Array.from({ length: 300 }, (_, i) =>
      tensor(`part${i}/of a longer name than the free part takes`, [i + 1]),
    );
    const literals = new Tally();
    literals.add('scalar', 'model.ts literals', 300);
    literals.add('text', 'model.ts literals', 5001);
    const artefact = small({ tensors, json: { w: numbers, name: 'abc' } });
    const { total, model, code, items, rest } = artefactInventory(artefact, literals);
    expect(model).toEqual(countArtefact(artefact).sums());
    expect(code).toEqual({ arrays: 0, scalars: 300, textBytes: 5001 });
    expect(items).toHaveLength(200);
    expect(items.map(({ count }) => count)).toEqual(items.map(({ count }) => count).sort((a, b) => b - a));
    expect(items.reduce((sum, { count }) => sum + count, rest)).toBe(total);
    expect(new Set(items.map(({ path }) => path)).size).toBe(200);
    const text = Math.ceil((model.textBytes + 5001 - 4096) / 8);
    expect(total).toBe((300 * 301) / 2 + (HIDDEN + 300 - 256) + text);
  });

  it('[AR14] what is small is free', () => {
    expect(totalOf(small({ json: { names: ['a', 'b'], scale: numbers.slice(0, 256) } }))).toBe(0);
    expect(totalOf(small({ json: numbers.slice(0, 257) }))).toBe(1);
    expect(totalOf(small({ json: 'x'.repeat(4096) }))).toBe(0);
    expect(totalOf(small({ json: 'x'.repeat(4097) }))).toBe(1);
    expect(totalOf(parseArtefact(artefactOf()))).toBe(5);
  });

  it('[AR11] bytes of text are those of UTF-8', () => {
    for (const text of ['', 'abc', 'ÄÖ', '\u20ac', '😀a', 'a\ud800b', '\udc00', '\ud800\ud800\udc00']) {
      expect(textBytes(text), JSON.stringify(text)).toBe(new TextEncoder().encode(text).length);
    }
  });
});
