/**
 * Each part of the rest is needed: with it left out, two things that differ have the same elements and the same rest, so what tells them
 * apart would cross without weight. Here the parts are left out one by one.
 */
import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../datasets/rng.ts';
import { countCode } from '../../../../engine/crossing/code/count.ts';
import { splitNumbers } from '../../../../engine/crossing/code/numbers.ts';
import { readPayload } from '../../../../engine/crossing/python/inventory.ts';
import { OPCODES } from '../../../../engine/crossing/python/opcodes.ts';
import { MARK, structureOf } from '../../../../engine/crossing/python/structure.ts';
import { FREE_STRUCTURE_BYTES, weightsOfBytes } from '../../../../engine/crossing/structure.ts';
import { splitArtefact } from '../../../../engine/crossing/typescript/count.ts';
import type { Artefact } from '../../../../engine/crossing/typescript/format.ts';
import { containerOf, join, pickleOf, text } from './python/corpus.ts';
import { TOPOLOGY } from './typescript/corpus.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** A payload's elements, one after the other, and its rest; `leave` takes a part out of the rest. */
function partsOf(payload: Uint8Array, leave: (rest: Uint8Array) => Uint8Array | string = (rest) => rest): string[] {
  const { container, claims } = readPayload(payload, []);
  const inline = [...claims.inline].sort((a, b) => a.byteOffset - b.byteOffset);
  const buffers = container.buffers.filter((_, i) => claims.buffers.has(i)).map(({ bytes }) => bytes);
  const rest = leave(structureOf(container, claims));
  return [hex(Buffer.concat([...inline, ...buffers])), typeof rest === 'string' ? rest : hex(rest)];
}

/** Marks of numbers are turned back to opcodes. */
const unmarked = (rest: Uint8Array): Uint8Array =>
  rest.map((byte) => (OPCODES[byte] === undefined && OPCODES[byte ^ MARK] !== undefined ? byte ^ MARK : byte));
/** A list of numbers of one byte each. */
const numbers = (...values: number[]): Uint8Array =>
  join(
    [0x5d, 0x28],
    values.flatMap((value) => [0x4b, value]),
    [0x65],
  );
const K = 0x4b;
const many = numbers(1, 2, 3, 4, 5, 6);
const few = numbers(K, K, K);
const pickled = (...parts: (Uint8Array | number[])[]): Uint8Array => containerOf({ pickle: pickleOf(...parts) });
const buffered = (...lengths: number[]): Uint8Array =>
  containerOf({
    pickle: pickleOf(
      [0x28],
      lengths.map(() => 0x97),
      [0x74],
    ),
    buffers: lengths.map((length) => new Uint8Array(length)),
  });
/** What follows the opcodes, which both payloads share. */
const behind = (payload: Uint8Array): number => readPayload(payload, []).container.pickle.length;
const lengthless = (payload: Uint8Array) => (rest: Uint8Array) => {
  let at = behind(payload);
  let out = hex(rest.subarray(0, at));
  while (at < rest.length) {
    const length = new DataView(rest.buffer, rest.byteOffset + at).getUint32(0, true);
    out += hex(rest.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return out;
};
/** The bytes in which the rests of two payloads differ go. */
const without = (from: number, to: number) => (rest: Uint8Array) =>
  hex(rest.subarray(0, from)) + hex(rest.subarray(to));

type Case = [part: string, one: Uint8Array, other: Uint8Array, leave: (rest: Uint8Array) => Uint8Array | string];
const bytesOf = (...values: number[]) => Uint8Array.from([0x43, values.length, ...values]);
const PICKLES: Case[] = [
  ['marks of numbers', pickled([0x28], many, few, [0x74]), pickled([0x28], few, many, [0x74]), unmarked],
  ['lengths of buffers that no array claims', buffered(1, 2), buffered(2, 1), lengthless(buffered(1, 2))],
  ['order of opcodes', pickled([0x4e, 0x88, 0x86]), pickled([0x88, 0x4e, 0x86]), without(2, 4)],
  ['texts', pickled(text('abc')), pickled(text('abd')), without(4, 7)],
  ['bytes', pickled(bytesOf(1, 2)), pickled(bytesOf(1, 3)), without(4, 6)],
  ['few numbers', pickled(few), pickled(numbers(K, K, 1)), without(4, 10)],
  ['keys', pickled([0x7d], text('a'), [0x4e, 0x73]), pickled([0x7d], text('b'), [0x4e, 0x73]), without(5, 6)],
  [
    'which value of the memo is meant',
    pickled([0x28], text('a'), [0x94], text('b'), [0x94, 0x68, 0, 0x74]),
    pickled([0x28], text('a'), [0x94], text('b'), [0x94, 0x68, 1, 0x74]),
    without(12, 13),
  ],
  ['what is dropped', pickled(text('a'), [0x30, 0x4e]), pickled(text('b'), [0x30, 0x4e]), without(4, 5)],
];

describe('parts of the rest of a payload', () => {
  it.each(PICKLES)('[HN62] %s', (_, one, other, leave) => {
    expect(hex(one)).not.toBe(hex(other));
    expect(partsOf(one)).not.toEqual(partsOf(other));
    expect(partsOf(one, leave)).toEqual(partsOf(other, leave));
  });
});

const KNOWN = '9, 9, 9, 9, 9';
const LONG = '7'.repeat(19);
const CODES: [part: string, one: string, other: string, leave: (rest: string) => string][] = [
  [
    'a mark for each 19 digits',
    `[1, 2, 3, ${LONG}${LONG}, ${LONG}]`,
    `[1, 2, 3, ${LONG}, ${LONG}${LONG}]`,
    (rest) => rest.replace(/9+/g, '9'),
  ],
  ['where the point stands', '[1, 2, 3, 4, 1.23]', '[1, 2, 3, 4, 12.3]', (rest) => rest.replace(/9+\./g, '.')],
  ['zeros at the beginning', '[1, 2, 3, 4, 0.05]', '[1, 2, 3, 4, 0.5]', (rest) => rest.replace(/0/g, '')],
  ['exponents', '[1, 2, 3, 4, 1e5]', '[1, 2, 3, 4, 1e6]', (rest) => rest.replace(/e\d/, '')],
  ['signs', '[1, 2, 3, 4, 5, -6]', '[1, 2, 3, 4, 5, 6]', (rest) => rest.replace('-', '')],
  [
    'keys between numbers',
    '{"a": 1, "b": 2, "c": 3, "d": 4, "e": 5}',
    '{"a": 1, "b": 2, "c": 3, "d": 4, "f": 5}',
    (rest) => rest.replace(/"[ef]"/, ''),
  ],
  ['spaces', '[1,2,3,4,5]', '[1,2,3,4, 5]', (rest) => rest.replace(/ /g, '')],
  [
    'a mark before what looks like a run of the scaffold',
    `1, 2, 3, 4, 5 x ${KNOWN}`,
    `${KNOWN} x 1, 2, 3, 4, 5`,
    (rest) => rest.replace(/\0/g, ''),
  ],
  ['numbers that are few', 'a = 1', 'a = 2', (rest) => rest.replace(/\d/, '')],
];

describe('parts of the rest of code', () => {
  it.each(CODES)('[HN62] %s', (_, one, other, leave) => {
    const [a, b] = [one, other].map((code) => splitNumbers(code, new Set([KNOWN])));
    expect(a).not.toEqual(b);
    expect(a?.groups).toEqual(b?.groups);
    expect(leave(a?.rest ?? '')).toBe(leave(b?.rest ?? ''));
  });

  it('[HN62] names of files: under shorter ones 40,000 bytes would weigh nothing', () => {
    const rng = createRng('names of files');
    const names = Array.from({ length: 400 }, () =>
      Array.from({ length: 200 }, () => rng.below(16).toString(16)).join(''),
    );
    const bound = (files: string[]): number => {
      const { bytes } = countCode(Object.fromEntries(files.map((name) => [`${name}.py`, ''])), {});
      return 8 * weightsOfBytes(0, bytes) + FREE_STRUCTURE_BYTES;
    };
    expect(bound(names)).toBeGreaterThanOrEqual(40_000);
    expect(bound(names.map((_, i) => `n${i}`))).toBeLessThan(40_000);
  });
});

const tensor = (path: string, shape: number[], dtype: 'float32' | 'int32' = 'float32') => {
  const length = shape.reduce((product, axis) => product * axis, 4);
  return { path, dtype, shape, bytes: new Uint8Array(length) };
};
const artefact = (changed: Partial<Artefact>): Artefact => ({
  seed: 1,
  layers: [],
  tensors: [],
  json: null,
  ...changed,
});
const layer = (name: string, topology: unknown = TOPOLOGY) => artefact({ layers: [{ name, topology, weights: [] }] });
const tensors = (...all: ReturnType<typeof tensor>[]) => artefact({ tensors: all });
const json = (value: unknown) => artefact({ json: value });
/** Leaves out the entries of this key, wherever they are. */
const keyless = (key: string) => (rest: string) =>
  JSON.stringify(JSON.parse(rest), (at, value) => (at === key ? undefined : value));
const ARTEFACTS: [part: string, one: Artefact, other: Artefact, leave: (rest: string) => string][] = [
  ['names of networks', layer('a'), layer('b'), keyless('name')],
  [
    'topologies',
    layer('a'),
    layer('a', { ...TOPOLOGY, config: { ...TOPOLOGY.config, name: 'b' } }),
    keyless('topology'),
  ],
  ['paths of tensors', tensors(tensor('a', [1])), tensors(tensor('b', [1])), keyless('path')],
  ['shapes of tensors', tensors(tensor('a', [2, 3])), tensors(tensor('a', [3, 2])), keyless('shape')],
  ['dtypes of tensors', tensors(tensor('a', [1])), tensors(tensor('a', [1], 'int32')), keyless('dtype')],
  [
    'order of tensors',
    tensors(tensor('a', [1]), tensor('b', [1])),
    tensors(tensor('b', [1]), tensor('a', [1])),
    (rest) => [...rest].sort().join(''),
  ],
  ['texts of JSON', json(['a']), json(['b']), (rest) => rest.replace(/\["[ab]"\]/, '')],
  ['keys of JSON', json({ a: 'x' }), json({ b: 'x' }), (rest) => rest.replace(/"[ab]":/, '')],
  ['order of keys', json({ a: '', b: '' }), json({ b: '', a: '' }), (rest) => [...rest].sort().join('')],
  [
    'brackets of JSON',
    json([
      [1, 2, 3],
      [4, 5, 6],
    ]),
    json([
      [1, 2],
      [3, 4, 5, 6],
    ]),
    (rest) => rest.replace(/[[\]]/g, ''),
  ],
  ['true and false', json([1, 2, 3, 4, true]), json([1, 2, 3, 4, false]), (rest) => rest.replace(/true|false/, '')],
  [
    'where numbers stood',
    json({ w: [1, 2, 3, 4, 5, ''] }),
    json({ w: ['', 1, 2, 3, 4, 5] }),
    (rest) => rest.replaceAll('9', '').replaceAll(',', ''),
  ],
  ['few numbers', json([1]), json([2]), (rest) => rest.replace(/\[[12]\]/, '')],
];

describe('parts of the rest of an artefact', () => {
  it.each(ARTEFACTS)('[HN62] %s', (_, one, other, leave) => {
    const [a, b] = [splitArtefact(one), splitArtefact(other)];
    expect(a.rest).not.toBe(b.rest);
    expect(a.numbers).toEqual(b.numbers);
    expect([...a.paths.values()]).toEqual([...b.paths.values()]);
    expect(leave(a.rest)).toBe(leave(b.rest));
  });
});
