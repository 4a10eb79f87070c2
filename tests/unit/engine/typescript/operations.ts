/**
 * Operations of tfjs by name, as texts that give a list of tensors; `N(shape, seed)` draws from a normal distribution. Most give a
 * value and its gradients.
 */
const unary =
  'abs exp log1p square relu relu6 elu selu leakyRelu sigmoid tanh softplus sin cos neg sign floor round softmax logSoftmax';
const binary = 'add sub mul div maximum minimum pow';
const shapes = ['[4, 5], [4, 5]', '[4, 5], [5]', '[4, 5], [4, 1]', '[1], [4, 5]'];
const pools = [
  '[4, 4, 1], 2, 2, "valid"',
  '[5, 5, 3], 2, 2, "same"',
  '[6, 7, 2], 3, 2, "same"',
  '[7, 6, 1], 3, 1, "same"',
];
const plain = (f: string): boolean => f !== 'maximum' && f !== 'minimum';

const generated: [string, string][] = [
  ...unary.split(' ').map((f): [string, string] => [f, `both((x) => tf.${f}(x), N([5, 7], 1))`]),
  ...['mean', 'sum', 'max', 'min', 'logSumExp'].flatMap((f) =>
    ['0', '1', '[0, 1]'].map((axis): [string, string] => [
      `${f} ${axis}`,
      `both((x) => tf.${f}(x, ${axis}), N([4, 6], 2))`,
    ]),
  ),
  ...binary.split(' ').flatMap((f) =>
    shapes
      // tfjs itself has no gradient of a broadcast maximum or minimum.
      .filter((s) => plain(f) || s === shapes[0])
      .map((s): [string, string] => [
        `${f} ${s}`,
        `{ const [a, b] = [${s}]; return both((x, y) => tf.${f}(x, y), N(a, 3).abs().add(0.1), N(b, 4)); }`,
      ]),
  ),
  ...[0, -5].flatMap((shift) =>
    pools.flatMap((p): [string, string][] => [
      [
        `maxPool ${p} ${shift}`,
        `{ const [[h, w, c], ...how] = [${p}]; return both((x) => tf.maxPool(x, ...how), N([2, h, w, c], 1).add(${shift})); }`,
      ],
      [
        `avgPool ${p} ${shift}`,
        `{ const [[h, w, c], ...how] = [${p}]; return both((x) => tf.avgPool(x, ...how), N([2, h, w, c], 1).add(${shift})); }`,
      ],
      [
        `maxPool3d ${p} ${shift}`,
        `{ const [[h, w, c], ...how] = [${p}]; return both((x) => tf.maxPool3d(x, ...how), N([2, 3, h, w, c], 1).add(${shift})); }`,
      ],
      [
        `avgPool3d ${p} ${shift}`,
        `{ const [[h, w, c], ...how] = [${p}]; return both((x) => tf.avgPool3d(x, ...how), N([2, 3, h, w, c], 1).add(${shift})); }`,
      ],
    ]),
  ),
  ...['00', '10', '01', '11'].map(([a, b]): [string, string] => [
    `matMul ${a}${b}`,
    `both((x, y) => tf.matMul(x, y, !!${a}, !!${b}), N(${a} ? [6, 4] : [4, 6], 1), N(${b} ? [5, 6] : [6, 5], 2))`,
  ]),
];

/** One operation: its name and the body of a function. */
export const OPERATIONS: readonly [name: string, body: string][] = [
  ...generated,
  ['batched matMul', 'both((x, y) => tf.matMul(x, y), N([3, 4, 6], 1), N([3, 6, 2], 2))'],
  [
    'matMul of whole numbers',
    "[tf.matMul(tf.tensor2d([[1, 2]], [1, 2], 'int32'), tf.tensor2d([[3], [4]], [2, 1], 'int32'))]",
  ],
  ['confusionMatrix', "[tf.math.confusionMatrix(tf.tensor1d([0, 1, 1], 'int32'), tf.tensor1d([0, 0, 1], 'int32'), 2)]"],
  ['prelu', 'both((x, y) => tf.prelu(x, y), N([4, 5], 1), N([5], 2))'],
  ['prelu by row', '[tf.prelu(N([4, 5], 1), N([4, 1], 2))]'],
  [
    'cast',
    '[N([3, 4], 1).mul(9).toInt(), N([3, 4], 1).toBool(), tf.tensor1d([0, 2, -1], "int32").toBool(), tf.tensor1d([1, 2], "int32").toFloat()]',
  ],
  ['clipByValue', 'both((x) => tf.clipByValue(x, -0.5, 0.5), N([3, 4], 1))'],
  [
    'whole numbers',
    "{ const [a, b] = [tf.tensor1d([5, -7, 9], 'int32'), tf.tensor1d([2, 3, -4], 'int32')]; return [a.add(b), a.mul(b), a.mod(b), a.maximum(b), a.sum(), a.max(), a.neg(), a.sub(b)]; }",
  ],
  [
    'not finite',
    '{ const a = tf.tensor1d([1, NaN, -Infinity, Infinity, -0]); return [a.relu(), a.max(), a.sum(), a.isNaN(), a.abs(), a.sigmoid(), a.maximum(0), a.clipByValue(-1, 1), a.tanh(), a.greater(0), a.elu()]; }',
  ],
  [
    'logic',
    '{ const [a, b] = [N([3, 4], 1).greater(0), N([3, 4], 2).greater(0)]; return [a.logicalAnd(b), a.logicalOr(b), a.logicalXor(b), a.logicalNot(), a.any(1), a.all(0)]; }',
  ],
  ['where', '[tf.where(N([3, 4], 1).greater(0), N([3, 4], 2), N([3, 4], 3))]'],
  ['gather', "both((w) => tf.gather(w, tf.tensor1d([1, 1, 5], 'int32')), N([6, 3], 1))"],
  ['gather by axis', "both((w) => tf.gather(w, tf.tensor1d([1, 1, 2], 'int32'), 1), N([6, 3], 1))"],
  ['concat', 'both((x, y) => tf.concat([x, y], 1), N([2, 3], 1), N([2, 4], 2))'],
  ['split and stack', '[...tf.split(N([6, 4], 1), [1, 2, 3]), tf.stack([N([2, 3], 1), N([2, 3], 2)], 1)]'],
  ['slice', 'both((x) => x.slice([1, 2], [3, 2]), N([5, 6], 1))'],
  [
    'pad and tile',
    '[...both((x) => tf.pad(x, [[1, 2], [0, 1]]), N([2, 3], 1)), ...both((x) => tf.tile(x, [2, 2]), N([2, 3], 1))]',
  ],
  [
    'oneHot and topk',
    "{ const t = tf.topk(N([3, 8], 1), 3); return [tf.oneHot(tf.tensor1d([1, 0, 3], 'int32'), 4), t.values, t.indices, tf.cumsum(N([3, 4], 1), 1)]; }",
  ],
  [
    'largest and smallest',
    '[tf.argMax(N([4, 5], 1).sub(9), 1), tf.argMin(N([4, 5], 1).add(9), 1), tf.max(N([4, 5], 1).sub(9))]',
  ],
  ['moments', '{ const m = tf.moments(N([3, 4], 1), 0); return [m.mean, m.variance]; }'],
  [
    'batchNorm',
    'both((x, m, v, o, s) => tf.batchNorm(x, m, v.abs().add(0.1), o, s), N([4, 5], 1), N([5], 2), N([5], 3), N([5], 4), N([5], 5))',
  ],
  [
    'fused matMul',
    "['relu', 'sigmoid', 'elu', 'linear', 'relu6'].flatMap((activation) => [tf.fused.matMul({ a: N([4, 6], 1), b: N([6, 5], 2), bias: N([5], 3), activation })])",
  ],
  [
    'fused matMul gradients',
    "both((a, b, bias) => tf.fused.matMul({ a, b, bias, activation: 'relu' }), N([4, 6], 1), N([6, 5], 2), N([5], 3))",
  ],
  [
    'fused convolution',
    "both((x, filter, bias) => tf.fused.conv2d({ x, filter, bias, strides: 1, pad: 'same', activation: 'relu' }), N([2, 6, 6, 3], 1), N([3, 3, 3, 4], 2), N([4], 3))",
  ],
  ['conv1d', "both((x, w) => tf.conv1d(x, w, 2, 'same'), N([2, 9, 3], 1), N([3, 3, 4], 2))"],
  [
    'conv2dTranspose',
    "both((x, w) => tf.conv2dTranspose(x, w, [2, 8, 8, 5], 2, 'same'), N([2, 4, 4, 3], 1), N([3, 3, 5, 3], 2))",
  ],
  ['conv3d', "both((x, w) => tf.conv3d(x, w, 1, 'same'), N([1, 4, 4, 4, 2], 1), N([2, 2, 2, 2, 3], 2))"],
  [
    'softmaxCrossEntropy',
    "both((x) => tf.losses.softmaxCrossEntropy(tf.oneHot(tf.tensor1d([0, 2], 'int32'), 3), x), N([2, 3], 1))",
  ],
  ['sigmoidCrossEntropy', 'both((x) => tf.losses.sigmoidCrossEntropy(N([2, 3], 2).greater(0), x), N([2, 3], 1))'],
  [
    'resize',
    '[...both((x) => tf.image.resizeBilinear(x, [7, 5]), N([1, 4, 4, 2], 1)), tf.image.resizeNearestNeighbor(N([1, 4, 4, 2], 1), [7, 5])]',
  ],
  [
    'random',
    "[tf.randomUniform([6], 0, 1, 'float32', 3), tf.truncatedNormal([6], 0, 1, 'float32', 3), tf.dropout(N([5, 6], 1), 0.5, undefined, 7)]",
  ],
];

/** What the bodies use. `both`: the value and the gradients of its weighted sum by each input. */
export const PRELUDE = `
  const N = (shape, seed) => tf.randomNormal(shape, 0, 1, 'float32', seed);
  const both = (f, ...inputs) => {
    const value = f(...inputs);
    return [value, ...tf.grads((...given) => f(...given).mul(N(value.shape, 9)).sum())(inputs)];
  };
  // What earlier tensors left in the memory: kernels that count on zeros are found out.
  const soil = () => { for (const n of [1, 4, 16, 50, 100, 300, 1000, 5000]) for (const t of [0, 1, 2, 3].map(() => tf.fill([n], 777))) t.dispose(); };
`;
