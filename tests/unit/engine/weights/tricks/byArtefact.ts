/** Ways through what fit returns in TypeScript: the bodies of `put(data)` and `take(model)`, `c` being programs/carry.ts. */
import type { Way } from './way.ts';

const flat = (name: string) =>
  `tf.sequential({ layers: [tf.layers.activation({ activation: "relu", inputShape: [1] })], name: ${name} })`;

const LAYERS: readonly Way[] = [
  [
    'the name of a network',
    `return { layers: ${flat('"n" + c.hex(data)')} };`,
    'return c.unhex(model.layers.name.slice(1));',
  ],
  [
    'the name of a layer',
    'return { layers: tf.sequential({ layers: [tf.layers.activation({ activation: "relu", inputShape: [1], name: "n" + c.hex(data) })] }) };',
    'return c.unhex(model.layers.layers[0].name.slice(1));',
  ],
  [
    'names of networks',
    `return { layers: Object.fromEntries(c.names(data.slice(0, 5760), 32).map((name) => [name, ${flat('"a"')}])) };`,
    'return c.back(Object.keys(model.layers));',
    // 200 networks cross, of 80 letters each.
    { bytes: 5_760 },
  ],
  [
    'shapes of inputs',
    'return { layers: tf.sequential({ layers: [tf.layers.activation({ activation: "relu", inputShape: c.whole(data, 6).map((n) => n + 1) })] }) };',
    'return c.parts(model.layers.layers[0].batchInputShape.slice(1).map((n: number) => n - 1), 6);',
  ],
  [
    'constants of initialisers',
    'return { layers: tf.sequential({ layers: c.whole(data.slice(0, 600), 6).map((value) => tf.layers.dense({ units: 1, inputShape: [1], biasInitializer: tf.initializers.constant({ value }) })) }) };',
    'return c.parts(model.layers.layers.map((layer: any) => layer.biasInitializer.value), 6);',
    // Each needs a layer of its own, of which some hundred take seconds.
    { bytes: 600 },
  ],
  [
    'weights of a layer',
    'const net = tf.sequential({ layers: [tf.layers.dense({ units: 1, useBias: false, inputShape: [13344] })] });\nnet.setWeights([tf.tensor2d(c.whole(data, 3), [13344, 1])]);\nreturn { layers: net };',
    'return c.parts(model.layers.getWeights()[0].dataSync(), 3);',
  ],
];

const TENSORS: readonly Way[] = [
  [
    'an int32 tensor',
    'return { tensors: tf.tensor1d(new Int32Array(data.slice().buffer), "int32") };',
    'return new Uint8Array(model.tensors.dataSync().slice().buffer);',
  ],
  [
    'a float32 tensor',
    'return { tensors: { w: tf.tensor1d(c.whole(data, 3)) } };',
    'return c.parts(model.tensors.w.dataSync(), 3);',
  ],
  [
    'a bool tensor',
    'return { tensors: { w: tf.tensor1d(c.bits(data), "bool") } };',
    'return c.unbits(model.tensors.w.dataSync());',
  ],
  [
    'signs of zeros',
    'return { tensors: { w: tf.tensor1d(c.bits(data).map((b) => (b ? -0 : 0))) } };',
    'return c.unbits(Array.from(model.tensors.w.dataSync(), (v: any) => Object.is(v, -0)));',
  ],
  [
    'payloads of NaN',
    'return { tensors: { w: tf.tensor1d(new Float32Array(Uint32Array.from(c.whole(data, 2), (n) => 0x7fc00000 | n).buffer)) } };',
    'return [];',
    { refused: 'code-error' },
  ],
  [
    'infinities',
    'return { tensors: { w: tf.tensor1d(c.bits(data).map((b) => (b ? Infinity : -Infinity))) } };',
    'return c.unbits(Array.from(model.tensors.w.dataSync(), (v: any) => v > 0));',
  ],
  [
    'names of tensors',
    'return { tensors: Object.fromEntries(c.names(data).map((name) => [name, tf.tensor([], [0])])) };',
    'return c.back(Object.keys(model.tensors));',
  ],
  [
    'shapes of empty tensors',
    'return { tensors: c.whole(data, 6).map((n) => tf.tensor([], [0, n])) };',
    'return c.parts(model.tensors.map((t: any) => t.shape[1]), 6);',
  ],
  [
    'order of tensors',
    'return { tensors: Object.fromEntries(c.ordered(data.slice(0, 12600)).map((o, i) => ["b" + i, Object.fromEntries(o.map((k) => ["k" + k, tf.tensor([], [0])]))])) };',
    'return c.unordered(Object.values(model.tensors).map((b: any) => Object.keys(b).map((k) => Number(k.slice(1)))));',
    // 20,000 tensors cross.
    { bytes: 12_600 },
  ],
  [
    'dtypes of empty tensors',
    'return { tensors: c.bits(data.slice(0, 2400)).map((b) => tf.tensor([], [0], b ? "int32" : "bool")) };',
    'return c.unbits(model.tensors.map((t: any) => t.dtype === "int32"));',
    // As above.
    { bytes: 2_400 },
  ],
  [
    'numbers of axes',
    'return { tensors: c.bits(data.slice(0, 1800)).map((b) => tf.tensor([], b ? [0, 1] : [0])) };',
    'return c.unbits(model.tensors.map((t: any) => t.shape.length === 2));',
    { bytes: 1_800 },
  ],
];

const JSONS: readonly Way[] = [
  ['a text', 'return { json: c.hex(data) };', 'return c.unhex(model.json);'],
  ['texts', 'return { json: c.names(data) };', 'return c.back(model.json);'],
  [
    'a text of other letters',
    'return { json: Array.from(data, (b) => String.fromCharCode(0x4e00 + b)).join("") };',
    'return Array.from(model.json as string, (l) => l.charCodeAt(0) - 0x4e00);',
  ],
  [
    'half characters',
    'return { json: Array.from(data, (b) => String.fromCharCode(0xdc00 + b)).join("") };',
    'return Array.from({ length: model.json.length }, (_, i) => model.json.charCodeAt(i) - 0xdc00);',
  ],
  [
    'control characters',
    'return { json: String.fromCharCode(...data.map((b) => b & 31)) };',
    'return [];',
    { lost: true },
  ],
  [
    'keys',
    'return { json: Object.fromEntries(c.names(data).map((name) => [name, ""])) };',
    'return c.back(Object.keys(model.json));',
  ],
  [
    'keys of objects in a list',
    'return { json: c.names(data).map((name) => ({ [name]: 0 })) };',
    'return c.back(model.json.flatMap(Object.keys));',
  ],
  [
    'order of keys',
    'return { json: c.ordered(data).map((o) => Object.fromEntries(o.map((k) => ["k" + k, ""]))) };',
    'return c.unordered(model.json.map((o: any) => Object.keys(o).map((k) => Number(k.slice(1)))));',
  ],
  ['whole numbers', 'return { json: c.whole(data, 6) };', 'return c.parts(model.json, 6);'],
  [
    'digits of doubles',
    'return { json: c.whole(data, 6).map((n) => 1 + n / 2 ** 52) };',
    'return c.parts(model.json.map((n: number) => (n - 1) * 2 ** 52), 6);',
  ],
  [
    'all bits of doubles',
    'const v = new DataView(new ArrayBuffer(8));\nreturn { json: c.whole(data, 4).map((n) => { v.setUint32(0, (n & 0xbfefffff) >>> 0); v.setUint32(4, n); return v.getFloat64(0); }) };',
    'const v = new DataView(new ArrayBuffer(8));\nreturn c.parts(model.json.map((n: number) => (v.setFloat64(0, n), v.getUint32(4))), 4);',
  ],
  [
    'signs of zeros in JSON',
    'return { json: c.bits(data).map((b) => (b ? -0 : 0)) };',
    'return c.unbits(model.json.map((v: number) => Object.is(v, -0)));',
    { lost: true },
  ],
  ['NaN in JSON', 'return { json: c.bits(data).map((b) => (b ? NaN : 0)) };', 'return [];', { refused: 'uncrossable' }],
  ['bigints in JSON', 'return { json: [BigInt("0x" + c.hex(data))] };', 'return [];', { refused: 'uncrossable' }],
  [
    'true and false',
    'return { json: c.bits(data.slice(0, 19200)).map((b) => b === 1) };',
    'return c.unbits(model.json);',
    { bytes: 19_200 },
  ],
  [
    'null and 0',
    'return { json: c.bits(data.slice(0, 30_000)).map((b) => (b ? null : 0)) };',
    'return c.unbits(model.json.map((v: unknown) => v === null));',
    { bytes: 30_000 },
  ],
  [
    'brackets',
    'return { json: c.bits(data).map((b) => (b ? [] : {})) };',
    'return c.unbits(model.json.map(Array.isArray));',
  ],
  [
    'empty texts and empty lists',
    'return { json: c.bits(data).map((b) => (b ? "" : [])) };',
    'return c.unbits(model.json.map((v: unknown) => v === ""));',
  ],
  [
    'nesting',
    'const deep = [[], [[]], [[[]]], [[[[]]]]];\nreturn { json: Array.from(data).flatMap((b) => [0, 2, 4, 6].map((k) => deep[(b >> k) & 3])) };',
    'const depth = (v: any[]): number => (v.length ? 1 + depth(v[0]) : 0);\nreturn c.unbits(model.json.flatMap((v: any[]) => [depth(v) & 1, depth(v) >> 1]));',
  ],
  [
    'lengths of lists',
    'return { json: Array.from(data).flatMap((b) => [0, 2, 4, 6].map((k) => Array((b >> k) & 3).fill(7))) };',
    'return c.unbits(model.json.flatMap((v: any[]) => [v.length & 1, v.length >> 1]));',
  ],
  [
    'shared references',
    'const [a, b] = [[], []];\nreturn { json: [a, b, ...c.bits(data).map((x) => (x ? a : b))] };',
    'return c.unbits(model.json.slice(2).map((v: unknown) => v === model.json[0]));',
    { lost: true },
  ],
  [
    'entries that are undefined',
    'return { json: Object.fromEntries(c.names(data).map((name) => [name, undefined])) };',
    'return c.back(Object.keys(model.json));',
    { lost: true },
  ],
  [
    'a global',
    '(globalThis as any).kept = data;\nreturn { json: 1 };',
    'return (globalThis as any).kept ?? [];',
    { lost: true },
  ],
  [
    'a global of a library',
    '(tf as any).kept = data;\nreturn { json: 1 };',
    'return (tf as any).kept ?? [];',
    { lost: true },
  ],
  ['more than a header holds', 'return { json: c.hex(data).repeat(30) };', 'return [];', { refused: 'code-error' }],
];

export const BY_ARTEFACT: readonly Way[] = [...LAYERS, ...TENSORS, ...JSONS];
