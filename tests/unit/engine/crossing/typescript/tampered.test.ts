import { describe, expect, it } from 'vitest';
import { parseArtefact } from '../../../../../engine/crossing/typescript/parse.ts';
import {
  artefactOf,
  BIAS,
  floats,
  header,
  KERNEL,
  MEANS,
  oneTensor,
  refusal,
  TOPOLOGY,
  utf8,
  withTopology,
} from './corpus.ts';

type Case = [what: string, code: string, reason: RegExp, artefact: Uint8Array];

const text = (change: (json: string) => string): Uint8Array =>
  artefactOf({ header: utf8(change(JSON.stringify(header()))) });
const head = (changed: Record<string, unknown>): Uint8Array => artefactOf({ header: header(changed) });
const layer = (changed: Record<string, unknown>): unknown => ({
  name: '',
  topology: TOPOLOGY,
  weights: [KERNEL, BIAS],
  ...changed,
});

const SIZES: Case[] = [
  ['nothing', 'bad-magic', /no artefact/, new Uint8Array()],
  ['a pickle container', 'bad-magic', /no artefact/, artefactOf({ magic: utf8('HLDOUT\0\u0001') })],
  ['a zip', 'bad-magic', /no artefact/, artefactOf({ magic: utf8('PK\u0003\u0004aaaa') })],
  ['a later version', 'bad-magic', /of this version/, artefactOf({ magic: utf8('HLDOTS\0\u0002') })],
  ['another version in the header', 'bad-header', /another version/, head({ version: 2 })],
  ['a header longer than all', 'bad-size', /longer than the artefact/, artefactOf({ headerBytes: 100_000 })],
  ['a header of 4 GB', 'too-large', /4294967295 bytes/, artefactOf({ headerBytes: 0xffffffff })],
  ['a header cut short', 'bad-header', /no JSON/, artefactOf({ headerBytes: 20 })],
  ['a byte too many', 'bad-size', /1 bytes follow the last tensor/, artefactOf({ after: new Uint8Array(1) })],
  ['a byte too few', 'bad-size', /"means" reaches beyond/, artefactOf().slice(0, -1)],
  ['a tensor that says less', 'bad-size', /4 bytes follow/, oneTensor({ shape: [1] })],
  ['a tensor that says more', 'bad-size', /"means" reaches beyond/, oneTensor({ shape: [3] })],
  [
    'a tensor of another dtype',
    'bad-size',
    /6 bytes follow/,
    oneTensor({ dtype: 'bool' }, Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0)),
  ],
  ['a shape of 1e9', 'bad-size', /reaches beyond/, oneTensor({ shape: [1e9] })],
  ['a shape of 1e9 by 1e9', 'bad-header', /too large to be true/, oneTensor({ shape: [1e9, 1e9] })],
  ['a shape that overflows to 0', 'bad-header', /too large to be true/, oneTensor({ shape: [2 ** 32, 2 ** 32, 0] })],
  ['a shape that is negative twice', 'bad-header', /whole number.*not -1/, oneTensor({ shape: [-1, -2] })],
  ['a shape of half an axis', 'bad-header', /not 0.5/, oneTensor({ shape: [4, 0.5] })],
  ['a shape with -0', 'bad-header', /JSON\.stringify/, text((json) => json.replace('"shape":[2]', '"shape":[-0,2]'))],
  ['a shape of text', 'bad-header', /not "2"/, oneTensor({ shape: ['2'] })],
  ['a shape of null', 'bad-header', /not null/, oneTensor({ shape: [null] })],
  ['a shape that is none', 'bad-header', /no shape/, oneTensor({ shape: { 0: 2 } })],
  ['a shape of 9 axes', 'bad-header', /at most 8 axes/, oneTensor({ shape: [2, 1, 1, 1, 1, 1, 1, 1, 1] })],
  ['a negative seed', 'bad-header', /seed must be/, head({ seed: -1 })],
  ['a seed of 1e300', 'bad-header', /seed must be/, head({ seed: 1e300 })],
  ['20,001 tensors', 'too-large', /20001 tensors/, head({ layers: [], tensors: Array(20_001).fill(MEANS) })],
  ['201 networks', 'too-large', /201 networks/, head({ layers: Array(201).fill(layer({})) })],
];

const FORMS: Case[] = [
  ['a header that is no UTF-8', 'bad-header', /no JSON/, artefactOf({ header: Uint8Array.of(0x22, 0xff, 0x22) })],
  ['a byte order mark', 'bad-header', /no JSON/, text((json) => `\ufeff${json}`)],
  ['a space in the header', 'bad-header', /JSON\.stringify/, text((json) => `${json} `)],
  [
    'a key that is there twice',
    'bad-header',
    /JSON\.stringify/,
    text((json) => json.replace('"seed":3', '"seed":7,"seed":3')),
  ],
  ['a number in another form', 'bad-header', /JSON\.stringify/, text((json) => json.replace('1.5', '1.50'))],
  ['a number beyond all', 'bad-header', /JSON\.stringify/, text((json) => json.replace('1.5', '1e999'))],
  ['a list for a header', 'bad-header', /must be an object/, artefactOf({ header: [] })],
  ['another field', 'bad-header', /unknown field "weightsManifest"/, head({ weightsManifest: [] })],
  ['another field of a network', 'bad-header', /unknown field "url"/, head({ layers: [layer({ url: 'x' })] })],
  ['another field of a tensor', 'bad-header', /unknown field "quantization"/, oneTensor({ quantization: {} })],
  ['no list of tensors', 'bad-header', /no list of tensors/, head({ tensors: {} })],
  ['no json', 'bad-header', /no json/, head({ json: undefined })],
  [
    'lists within lists',
    'too-large',
    /deeper than 64/,
    head({ json: JSON.parse(`${'['.repeat(70)}${']'.repeat(70)}`) }),
  ],
  ['a million open brackets', 'too-large', /deeper than 64/, artefactOf({ header: utf8('['.repeat(1e6)) })],
];

const NAMES: Case[] = [
  ['a path that climbs', 'bad-name', /"\.\." is no name/, oneTensor({ path: '../../etc/passwd' })],
  ['a path that climbs later', 'bad-name', /"\.\." is no name/, oneTensor({ path: 'a/../b' })],
  ['an absolute path', 'bad-name', /is empty/, oneTensor({ path: '/etc/passwd' })],
  ['an address', 'bad-name', /is empty/, oneTensor({ path: 'https://example.org/w' })],
  ['a path with a backslash', 'bad-name', /backslash/, oneTensor({ path: '..\\w' })],
  ['a path with a line break', 'bad-name', /control character/, oneTensor({ path: 'a\nb' })],
  ['a path with a null', 'bad-name', /control character/, oneTensor({ path: 'a\0' })],
  ['a path with half a character', 'bad-name', /control character/, oneTensor({ path: 'a\ud800' })],
  ['a path into a prototype', 'bad-name', /"__proto__" is no name/, oneTensor({ path: '__proto__/x' })],
  ['a path into a constructor', 'bad-name', /"constructor" is no name/, oneTensor({ path: 'constructor/prototype/x' })],
  ['a key into a prototype', 'bad-name', /"__proto__" is no name/, oneTensor({ path: 'tensors.__proto__.x' })],
  ['a key into a constructor', 'bad-name', /"constructor" is no name/, oneTensor({ path: 'a[0].constructor[1]' })],
  ['a path of 301 characters', 'bad-name', /300/, oneTensor({ path: 'a'.repeat(301) })],
  ['a path that is a number', 'bad-name', /no text/, oneTensor({ path: 7 })],
  ['a path that is there twice', 'bad-name', /"means" is there twice/, head({ layers: [], tensors: [MEANS, MEANS] })],
  [
    'a weight that is there twice',
    'bad-name',
    /kernel" is there twice/,
    head({ layers: [layer({ weights: [KERNEL, KERNEL] })] }),
  ],
  ['a network that climbs', 'bad-name', /"\.\." is no name/, head({ layers: [layer({ name: '../net' })] })],
  [
    'a network that is there twice',
    'bad-name',
    /"" is there twice/,
    head({ layers: [layer({}), layer({ weights: [] })] }),
  ],
  [
    'a nameless one of two networks',
    'bad-name',
    /no name/,
    head({ layers: [layer({}), layer({ name: 'b', weights: [] })] }),
  ],
  [
    'a prototype in json',
    'bad-name',
    /has the key "__proto__"/,
    text((json) => json.replace('"scale":[1.5', '"__proto__":[1.5')),
  ],
  [
    'a prototype in a topology',
    'bad-name',
    /has the key "__proto__"/,
    text((json) => json.replace('"units"', '"__proto__"')),
  ],
];

const dense = (config: unknown, name: unknown = 'Dense'): Uint8Array =>
  withTopology({ ...TOPOLOGY, config: { layers: [{ class_name: name, config }] } });

const CLASSES: Case[] = [
  ['a topology that is a text', 'bad-header', /must be an object/, withTopology('{}')],
  [
    'a topology with another field',
    'bad-header',
    /unknown field "training_config"/,
    withTopology({ ...TOPOLOGY, training_config: {} }),
  ],
  ['a topology without config', 'bad-header', /no config/, withTopology({ class_name: 'Sequential' })],
  ['a topology that is a layer', 'bad-name', /the class "Dense"/, withTopology({ ...TOPOLOGY, class_name: 'Dense' })],
  ['a class that is no text', 'bad-name', /the class \["Dense"\]/, dense({}, ['Dense'])],
  ['a layer that nobody knows', 'bad-name', /the class "Lambda"/, dense({ function: 'x => x' }, 'Lambda')],
  ['a layer of Python', 'bad-name', /the class "TFOpLambda"/, dense({}, 'TFOpLambda')],
  ['an optimizer', 'bad-name', /the class "Adam"/, dense({}, 'Adam')],
  ['an inherited name', 'bad-name', /the class "constructor"/, dense({}, 'constructor')],
  [
    'an initialiser that nobody knows',
    'bad-name',
    /the class "Table"/,
    dense({ kernel_initializer: { class_name: 'Table', config: {} } }),
  ],
  [
    'a class under another spelling',
    'bad-name',
    /the class "Table"/,
    dense({ cell: { className: 'Table', config: {} } }),
  ],
  [
    'a class under a third spelling',
    'bad-name',
    /the class "Table"/,
    dense({ cell: { class__name: 'Table', config: {} } }),
  ],
];

const VALUES: Case[] = [
  ['NaN', 'bad-value', /"means" holds NaN at 1: training diverged/, oneTensor({}, floats(1, Number.NaN))],
  ['NaN of another form', 'bad-value', /holds NaN at 0/, oneTensor({}, Uint8Array.of(1, 0, 0x80, 0xff, 0, 0, 0, 0))],
  ['a bool of 2', 'bad-value', /holds 2 at 1; a bool is 0 or 1/, oneTensor({ dtype: 'bool' }, Uint8Array.of(1, 2))],
  ['a dtype of text', 'bad-dtype', /"string"/, oneTensor({ dtype: 'string' })],
  ['a complex dtype', 'bad-dtype', /"complex64"/, oneTensor({ dtype: 'complex64' })],
  ['a dtype of a prototype', 'bad-dtype', /"constructor"/, oneTensor({ dtype: 'constructor' })],
  ['a dtype that is a list', 'bad-dtype', /\["float32"\]/, oneTensor({ dtype: ['float32'] })],
];

describe('tampered artefacts', () => {
  it('[AR1] what these builders make by default is taken', () => {
    expect(parseArtefact(artefactOf()).seed).toBe(3);
    expect(parseArtefact(oneTensor({})).tensors[0]?.bytes.length).toBe(8);
    expect(parseArtefact(oneTensor({ path: '' })).tensors[0]?.path).toBe('');
    expect(parseArtefact(oneTensor({}, floats(Number.POSITIVE_INFINITY, 0))).tensors).toHaveLength(1);
    expect(parseArtefact(dense({})).layers).toHaveLength(1);
  });

  it.each(SIZES)('[AR1] tampered: %s is refused as %s', (_what, code, reason, bytes) => {
    expect(refusal(() => parseArtefact(bytes))).toMatchObject({ code, message: expect.stringMatching(reason) });
  });

  it.each(FORMS)('[AR2] tampered: %s is refused as %s', (_what, code, reason, bytes) => {
    expect(refusal(() => parseArtefact(bytes))).toMatchObject({ code, message: expect.stringMatching(reason) });
  });

  it.each(NAMES)('[AR3] tampered: %s is refused as %s', (_what, code, reason, bytes) => {
    expect(refusal(() => parseArtefact(bytes))).toMatchObject({ code, message: expect.stringMatching(reason) });
  });

  it.each(CLASSES)('[AR4] tampered: %s is refused as %s', (_what, code, reason, bytes) => {
    expect(refusal(() => parseArtefact(bytes))).toMatchObject({ code, message: expect.stringMatching(reason) });
  });

  it.each(VALUES)('[AR5] tampered: %s is refused as %s', (_what, code, reason, bytes) => {
    expect(refusal(() => parseArtefact(bytes))).toMatchObject({ code, message: expect.stringMatching(reason) });
  });

  it('[AR4] a class of the candidate’s files is taken, as a layer and as a model', () => {
    const layered = dense({ cut: 3 }, 'Clip');
    const model = withTopology({ ...TOPOLOGY, class_name: 'Blend' });
    for (const bytes of [layered, model]) {
      expect(refusal(() => parseArtefact(bytes)).code).toBe('bad-name');
      expect(parseArtefact(bytes, {}, ['Clip', 'Blend']).layers).toHaveLength(1);
    }
  });

  it('[AR1] limits are the caller’s to lower', () => {
    expect(() => parseArtefact(artefactOf(), { totalBytes: 10 })).toThrow(/at most 10 are taken/);
    expect(() => parseArtefact(artefactOf(), { rank: 1 })).toThrow(/at most 1 axes/);
  });

  it('[AR3] nothing that was read has changed a prototype', () => {
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
    expect(({} as { scale?: unknown }).scale).toBeUndefined();
  });
});
