import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Artefact,
  type ArtefactTensor,
  encodeArtefact,
} from '../../../../../engine/crossing/typescript/format.ts';
import { parseArtefact } from '../../../../../engine/crossing/typescript/parse.ts';
import { artefactOf, floats, header, refusal, TOPOLOGY, VALUES } from './corpus.ts';

const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,12}(\/[a-z0-9_]{1,12}){0,2}$/).filter((text) => {
  return !/(^|\/)(constructor|prototype|__proto__)(\/|$)/.test(text);
});
const bytesOf = { float32: 4, int32: 4, bool: 1 };
const tensor: fc.Arbitrary<ArtefactTensor> = fc
  .record({
    path: name,
    dtype: fc.constantFrom('float32' as const, 'int32' as const, 'bool' as const),
    shape: fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 }),
  })
  .chain(({ path, dtype, shape }) => {
    const length = shape.reduce((product, axis) => product * axis, 1) * bytesOf[dtype];
    // Exponents that are all ones would be NaN.
    const top = dtype === 'bool' ? 1 : 0x7e;
    return fc
      .uint8Array({ minLength: length, maxLength: length, max: top })
      .map((bytes) => ({ path, dtype, shape, bytes }));
  });
const tensors = fc.uniqueArray(tensor, { selector: ({ path }) => path, maxLength: 5 });
const json = fc
  .jsonValue({ maxDepth: 5 })
  .filter((value) => !JSON.stringify(value).includes('__proto__'))
  .map((value) => JSON.parse(JSON.stringify(value)) as unknown);
const artefact: fc.Arbitrary<Artefact> = fc.record({
  seed: fc.nat(),
  layers: fc.uniqueArray(fc.record({ name, topology: fc.constant(TOPOLOGY), weights: tensors }), {
    selector: (layers) => layers.name,
    maxLength: 3,
  }),
  tensors,
  json,
});

const small = (changed: Partial<Artefact> = {}): Artefact => ({
  seed: 3,
  layers: [],
  tensors: [],
  json: null,
  ...changed,
});
const one = (changed: Partial<ArtefactTensor>): Artefact =>
  small({ tensors: [{ path: 'means', dtype: 'float32', shape: [2], bytes: floats(1, 2), ...changed }] });

describe('artefacts', () => {
  it('[AR1] what is written is read back', () => {
    fc.assert(
      fc.property(artefact, (given) => {
        expect(parseArtefact(encodeArtefact(given))).toEqual(given);
      }),
    );
  });

  it('[AR1] the bytes are those of the description', () => {
    const parsed = parseArtefact(artefactOf());
    expect(parsed.layers[0]?.weights.map(({ path, bytes }) => [path, [...bytes]])).toEqual([
      ['dense_Dense1/kernel', [...(VALUES[0] as Uint8Array)]],
      ['dense_Dense1/bias', [...(VALUES[1] as Uint8Array)]],
    ]);
    expect(parsed.json).toEqual(header().json);
    expect([...encodeArtefact(parsed)]).toEqual([...artefactOf()]);
  });

  it('[AR1] bytes that lie within a larger buffer are read where they lie', () => {
    const bytes = artefactOf();
    const large = new Uint8Array(bytes.length + 7);
    large.set(bytes, 3);
    expect(parseArtefact(large.subarray(3, 3 + bytes.length))).toEqual(parseArtefact(bytes));
  });

  const cyclic: Record<string, unknown> = {};
  cyclic.self = cyclic;
  class Prep {}
  const NO_JSON: [what: string, json: unknown, message: RegExp][] = [
    ['NaN', { means: [1, Number.NaN] }, /json\.means\[1\] is NaN, which is no JSON/],
    ['infinity', [Number.POSITIVE_INFINITY], /json\[0\] is Infinity/],
    ['a typed array', { means: floats(1) }, /json\.means is a Uint8Array.*give it as a tensor, or as Array\.from/],
    ['a map', new Map([[1, 2]]), /json is a Map/],
    ['a date', { at: new Date(0) }, /json\.at is a Date/],
    ['an instance', { prep: new Prep() }, /json\.prep is a Prep/],
    ['a function', { f: () => 1 }, /json\.f is a function/],
    ['a bigint', 1n, /json is a bigint/],
    ['undefined in a list', [undefined], /json\[0\] is undefined/],
    ['a cycle', cyclic, /lies too deep, or within itself/],
    ['a prototype', JSON.parse('{"__proto__": 1}'), /has the key "__proto__"/],
  ];
  it.each(NO_JSON)('[AR5] %s in json is refused with its path when it is written', (_what, value, message) => {
    expect(refusal(() => encodeArtefact(small({ json: value }))).message).toMatch(message);
  });

  it('[AR5] an entry that is undefined is left out, an object without a prototype is plain', () => {
    const value = Object.assign(Object.create(null), { a: 1, b: undefined });
    expect(parseArtefact(encodeArtefact(small({ json: value }))).json).toEqual({ a: 1 });
  });

  it('[AR5] what a tensor may not hold is refused with its path when it is written', () => {
    const nan = refusal(() => encodeArtefact(one({ bytes: floats(1, Number.NaN) })));
    expect(nan).toMatchObject({ code: 'bad-value', message: 'the tensor "means" holds NaN at 1: training diverged' });
    expect(refusal(() => encodeArtefact(one({ bytes: floats(1) }))).code).toBe('bad-size');
    expect(refusal(() => encodeArtefact(one({ path: 'a/../b' }))).code).toBe('bad-name');
    const large = one({ shape: [5_000_000], bytes: new Uint8Array(20_000_000) });
    expect(refusal(() => encodeArtefact(large))).toMatchObject({
      code: 'too-large',
      message: /at most 16777216 cross/,
    });
  });
});
