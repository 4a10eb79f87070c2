/** What tfjs and danfojs would compute wrongly without a word is refused on both backends, and what is right stays as it was. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type TfjsRealm, tfjsRealm } from '../../../support/tfjs.ts';

let realm: TfjsRealm;
beforeAll(async () => {
  realm = await tfjsRealm('wasm');
  realm.run(`Object.assign(globalThis, {
    int: (...values) => tf.tensor1d(values, 'int32'),
    net: (units, loss, metrics) => {
      const made = tf.sequential({ layers: [tf.layers.dense({ units, inputShape: [1], activation: 'softmax' })] });
      made.compile({ optimizer: 'sgd', loss, metrics });
      return made;
    },
  })`);
});

/** The values of an expression on a backend, or what it throws. */
async function on(backend: string, code: string): Promise<string> {
  return realm.run<Promise<string>>(`(async () => {
    await tf.setBackend('${backend}');
    try {
      const value = await (${code});
      return value instanceof tf.Tensor ? value.dtype + ' ' + [...value.dataSync()].join() : JSON.stringify(value?.values ?? value);
    } catch (error) {
      return error.name + ': ' + error.message;
    } finally {
      await tf.setBackend('wasm');
    }
  })()`);
}

/** An expression and a part of the sentence with which it is refused. */
type Refused = readonly [code: string, says: string];

const LITERALS: readonly Refused[] = [
  ['tf.tensor([[1, 2], [3]])', 'Element [1] has 1 element, the first one of its level has 2 elements'],
  ['tf.add([[1, 2], 3], 1)', 'Element [1] is a number'],
  ['tf.tensor([1, [2, 3]])', 'Element [1] is a list of 2'],
  ['tf.tensor([[[1], [2]], [[1], [2, 3]]])', 'Element [1][1] has 2 elements'],
  ['tf.tensor([new Float32Array(2), new Float32Array(1)])', 'Element [1] has 1 element'],
  ['tf.tensor2d([[1, 2], [3, null]])', 'Element [1][1] is null'],
  ['tf.tensor1d([1, undefined])', 'Element [1] is undefined'],
  ['tf.tensor1d([1, ""])', 'Element [1] is ""'],
  ['tf.tensor1d(["2021-01", "x"], "float32")', 'Element [0] is "2021-01"'],
  ['tf.tensor1d([1, new Date(5)])', 'Element [1] is of the kind Date'],
  ['tf.tensor1d([1, {}])', 'Element [1] is of the kind Object'],
  ['tf.tensor1d([3e9], "int32")', 'Element [0] is 3000000000'],
  ['tf.tensor1d(new Float32Array([1, NaN]), "int32")', 'Element [1] is NaN'],
  ['tf.tensor1d([0.4], "bool")', 'Element [0] is 0.4'],
  ['tf.tensor1d(new Uint8Array([1, 2]), "bool")', 'Element [1] is 2'],
  ['tf.buffer([1], "int32", [NaN]).toTensor()', 'Element [0] is NaN'],
  ['new dfd.DataFrame({ a: [1, null] }).tensor', 'Element [1][0] is null'],
  ['new dfd.DataFrame({ a: [1], b: ["x"] }).tensor', 'Element [0][1] is "x"'],
];

const INDICES: readonly Refused[] = [
  ['tf.oneHot([0, 5], 3)', 'oneHot: index 1 is 5, and a depth of 3 has the classes 0 to 2'],
  ['tf.oneHot(int(-1), 3)', 'oneHot: index 0 is -1'],
  ['tf.oneHot([NaN], 3)', 'Element [0] is NaN'],
  ['tf.math.confusionMatrix(int(0, 7), int(0, 1), 3)', 'oneHot: index 1 is 7'],
  [
    "net(2, 'sparseCategoricalCrossentropy').fit(tf.tensor2d([[1]]), tf.tensor2d([[2]]), { verbose: 0 })",
    'oneHot: index 0 is 2',
  ],
  ['tf.tensor1d([1, 2, 3]).slice(2, 5)', 'slice: along axis 0 the elements 2 to 7'],
  ['tf.tensor2d([[1, 2]]).slice([0, 3])', 'along axis 1 the elements 3'],
  ['tf.tensor1d([1, 2, 3]).gather([3])', 'the index value 3 is not in [0, 2]'],
  ['tf.gatherND([[1, 2]], tf.tensor2d([[0, 5]], [1, 2], "int32"))', 'gatherND: index 0 is 5 along axis 1'],
  ['tf.scatterND(tf.tensor2d([[5]], [1, 1], "int32"), [1], [3])', 'scatterND: index 0 is 5 along axis 0'],
];

const INTEGERS: readonly Refused[] = [
  ...[
    ['int(2147483647, 1).sum()', 'sum: element 0'],
    ['tf.tensor2d([[1, 2147483647], [1, 1]], [2, 2], "int32").sum(0)', 'sum: element 1'],
    ['int(2147483647, 1).cumsum()', 'cumsum: element 1'],
    ['int(65536, 32768).prod()', 'prod: element 0'],
    ['int(2147483647).add(int(1))', 'add: element 0'],
    ['int(-2147483647).sub(int(2))', 'sub: element 0'],
    ['int(1, 65536).mul(int(65536))', 'mul: element 1'],
    ['int(65536).square()', 'square: element 0'],
    ['int(10).pow(int(10))', 'pow: element 0'],
    ['int(65536).squaredDifference(int(0))', 'squaredDifference: element 0'],
    ['int(65536, 1).dot(int(65536, 1))', 'matMul: element 0'],
    ['tf.addN([int(2147483647), int(1)])', 'addN: element 0'],
  ].map(([code = '', start = '']): Refused => [code, `${start} of the result is about`]),
  ['tf.tensor1d([0, NaN]).toInt()', 'toInt: element 1 is NaN'],
  ['tf.tensor1d([3e9]).toInt()', 'toInt: element 0 is 3000000000'],
  ['tf.fill([2], NaN, "int32")', 'fill: NaN'],
  ['int(7, 7).div(int(2, 0))', 'div: element 1 of the divisor is 0'],
  ['tf.floorDiv(int(7), int(0))', 'floorDiv: element 0 of the divisor is 0'],
  ['tf.concat([int(1), tf.tensor1d([1.5])])', 'tensor 0 is int32 and tensor 1 float32 with fractions'],
];

const FIGURES: readonly Refused[] = [
  ['tf.tensor1d([NaN, 1, 2]).argMax()', 'argMax: element 0 is NaN'],
  ['tf.argMin([[1, 2], [NaN, 3]], 1)', 'argMin: element 2 is NaN'],
  ['new dfd.Series([NaN, 7, 1]).argMax()', 'argMax: element 0 is NaN'],
  ['tf.tensor2d([[], []]).argMax(1)', 'argMax: the tensor has the shape [2,0]'],
  ['tf.tensor1d([]).mean()', 'mean: the tensor has the shape [0]'],
  ['tf.max([])', 'max: the tensor has the shape [0]'],
  ['tf.metrics.precision(tf.tensor1d([1, 0]), tf.tensor1d([1, 0.2]))', 'and element 1 is 0.2'],
  ['tf.metrics.recall(tf.tensor1d([2, 0]), tf.tensor1d([1, 0]))', 'and element 0 is 2'],
  ['tf.metrics.binaryAccuracy(tf.tensor1d([1, 0]), tf.tensor2d([[1], [0]]))', 'shape [2], the predictions [2,1]'],
  ['tf.metrics.meanSquaredError(tf.tensor1d([1, 0]), tf.tensor2d([[1], [0]]))', 'shape [2], the predictions [2,1]'],
  ['tf.metrics.binaryAccuracy(tf.tensor1d([1, 0]), tf.tensor1d([1, NaN]))', 'element 1 is NaN'],
  ["net(1, 'meanSquaredError', ['mse', 'precision'])", "compile: the metric 'precision'"],
];

const FRAMES: readonly Refused[] = [
  ["new dfd.DataFrame({ g: ['x'], a: [1] }).groupby(['h'])", 'there is no column "h"'],
  ["new dfd.DataFrame({ g: ['x'], a: [1] }).groupby('g')", 'groupby takes a list'],
  ["new dfd.DataFrame({ g: ['x-y', 'x'], h: ['z', 'y-z'] }).groupby(['g', 'h'])", '"x-y-z"'],
  ["new dfd.DataFrame({ g: ['1', 'x', 1] }).groupby(['g'])", '"1"'],
  ["new dfd.DataFrame({ g: ['constructor'] }).groupby(['g'])", '"constructor"'],
  ["new dfd.DataFrame({ g: ['x', 'x'], a: ['1', '2'] }).groupby(['g']).col(['a']).sum()", 'sum of the text "1"'],
  ["new dfd.DataFrame({ g: ['x', 'x'], a: [1, null] }).groupby(['g']).col(['a']).max()", 'max of null'],
  ["new dfd.DataFrame({ g: ['x'], a: [1] }).groupby(['g']).getGroup(['y'])", 'there is no group ["y"]. There are x.'],
  ["new dfd.Series(['a', NaN]).str.concat(['b', 'c'], 1)", 'row 1 has no text'],
  ["new dfd.Series(['a', 'b']).str.concat(['c'], 1)", '1 texts for a series of 2'],
];

/** Right programs that lie next to what is refused. */
const RIGHT: readonly (readonly [code: string, gives: string])[] = [
  ['tf.tensor([[1, true], [NaN, "2"]])', 'float32 1,1,NaN,2'],
  ['tf.tensor2d([1, 2, 3, 4], [2, 2])', 'float32 1,2,3,4'],
  ['tf.tensor([new Float32Array([1, 2]), new Float32Array([3, 4])])', 'float32 1,2,3,4'],
  ['tf.tensor(["a", null === null ? "b" : ""]).size', '2'],
  ['tf.tensor1d([true, false])', 'bool 1,0'],
  ['tf.tensor1d([2147483647, -2147483648], "int32").sum()', 'int32 -1'],
  ['int(2147483646, 1).sum()', 'int32 2147483647'],
  ['int(65536, 32767).prod()', 'int32 2147418112'],
  ['int(-65536).mul(int(32768))', 'int32 -2147483648'],
  ['int(7, 1).divNoNan(int(2, 0))', 'int32 3,0'],
  ['tf.tensor1d([7, 1]).div([2, 0])', 'float32 3.5,Infinity'],
  ['tf.tensor1d([]).sum()', 'float32 0'],
  ['tf.tensor1d([1.5]).concat(int(2))', 'float32 1.5,2'],
  ['tf.buffer([2], "int32", [1, 2]).toTensor()', 'int32 1,2'],
  ['tf.tensor1d([1, 2, 3]).slice(3)', 'float32 '],
  ['tf.metrics.sparseCategoricalAccuracy(tf.tensor1d([1, 0]), tf.tensor2d([[0.1, 0.9], [0.9, 0.1]]))', 'float32 1,1'],
  [
    "net(2, 'categoricalCrossentropy', ['accuracy']).fit(tf.tensor2d([[1], [NaN]]), tf.tensor2d([[1, 0], [0, 1]]), { epochs: 2, verbose: 0 }).then(({ history }) => String(history.loss))",
    '"NaN,NaN"',
  ],
];

const RIGHT_FRAMES: readonly (readonly [code: string, gives: string])[] = [
  [
    "new dfd.DataFrame({ g: ['2021-01', '2021-02', '2021-01'], a: [1, 2, 3] }).groupby(['g']).col(['a']).sum()",
    '[["2021-01",4],["2021-02",2]]',
  ],
  [
    "new dfd.DataFrame({ g: ['x', 'x', 'x'], h: ['p', 'p', 'q'], i: ['1', '2', '1'], a: [1, 2, 3] }).groupby(['g', 'h', 'i']).col(['a']).sum()",
    '[["x","p","1",1],["x","p","2",2],["x","q","1",3]]',
  ],
  ["String(new dfd.Series(['Ab', NaN]).str.toLowerCase().values)", '"ab,NaN"'],
  ["new dfd.Series(['a', 'b']).str.concat(['c', 'd'], 1)", '["ac","bd"]'],
];

describe.each(['wasm', 'cpu'])('refused on %s', (backend) => {
  const check = async (code: string, says: string): Promise<void> => {
    const answer = await on(backend, code);
    expect(answer).toMatch(/^(RangeError|TypeError|Error): /);
    expect(answer).toContain(says);
  };
  it.each(LITERALS)('[TJ20] %s', check);
  it.each(INDICES)('[TJ21] %s', check);
  it.each(INTEGERS)('[TJ22] %s', check);
  it.each(FIGURES)('[TJ23] %s', check);
  it.each(RIGHT)('[TJ25] and not %s', async (code, gives) => expect(await on(backend, code)).toBe(gives));
});

describe('danfojs', () => {
  it.each(FRAMES)('[TJ24] refuses %s', async (code, says) => expect(await on('wasm', code)).toContain(says));
  it.each(RIGHT_FRAMES)('[TJ24] and not %s', async (code, gives) => expect(await on('wasm', code)).toBe(gives));
});
