import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { MODEL_CLASSES, TFJS_CLASSES } from '../../../../../engine/crossing/typescript/classes.ts';
import { encodeArtefact } from '../../../../../engine/crossing/typescript/format.ts';
import { parseArtefact } from '../../../../../engine/crossing/typescript/parse.ts';

const OPTIMIZERS = ['Adadelta', 'Adagrad', 'Adam', 'Adamax', 'Momentum', 'RMSProp', 'SGD'];

const relu = 'relu' as const;
const regularizer = () => tf.regularizers.l1l2({ l1: 0.1, l2: 0.1 });
const cell = () => tf.layers.gruCell({ units: 2 });
const recurrent = () => tf.layers.gru({ units: 2, inputShape: [3, 2] });

/** One of every layer that tfjs makes, by the shape of its input. */
const LAYERS: [shape: number[], make: () => tf.layers.Layer][] = [
  [[4], () => tf.layers.dense({ units: 2, activation: relu, kernelConstraint: tf.constraints.minMaxNorm({}) })],
  [[4], () => tf.layers.dense({ units: 2, kernelRegularizer: regularizer(), biasConstraint: tf.constraints.nonNeg() })],
  [[4], () => tf.layers.dense({ units: 2, kernelConstraint: tf.constraints.maxNorm({}) })],
  [[4], () => tf.layers.dense({ units: 2, kernelConstraint: tf.constraints.unitNorm({}) })],
  ...(
    [
      tf.initializers.constant({ value: 1 }),
      tf.initializers.glorotNormal({}),
      tf.initializers.glorotUniform({}),
      tf.initializers.heNormal({}),
      tf.initializers.heUniform({}),
      tf.initializers.identity({}),
      tf.initializers.leCunNormal({}),
      tf.initializers.leCunUniform({}),
      tf.initializers.ones(),
      tf.initializers.orthogonal({}),
      tf.initializers.randomNormal({}),
      tf.initializers.randomUniform({}),
      tf.initializers.truncatedNormal({}),
      tf.initializers.varianceScaling({}),
      tf.initializers.zeros(),
    ] as const
  ).map((kernelInitializer): [number[], () => tf.layers.Layer] => [
    [4],
    () => tf.layers.dense({ units: 4, kernelInitializer }),
  ]),
  [[4], () => tf.layers.activation({ activation: relu })],
  [[4], () => tf.layers.dropout({ rate: 0.1, seed: 1 })],
  [[3, 4], () => tf.layers.spatialDropout1d({ rate: 0.1 })],
  [[3, 4], () => tf.layers.flatten()],
  [[4], () => tf.layers.repeatVector({ n: 2 })],
  [[4], () => tf.layers.reshape({ targetShape: [2, 2] })],
  [[3, 4], () => tf.layers.permute({ dims: [2, 1] })],
  [[3, 4], () => tf.layers.masking({ maskValue: 0 })],
  [[3], () => tf.layers.embedding({ inputDim: 4, outputDim: 2 })],
  [[4], () => tf.layers.reLU({ maxValue: 6 })],
  [[4], () => tf.layers.leakyReLU()],
  [[4], () => tf.layers.prelu()],
  [[4], () => tf.layers.elu()],
  [[4], () => tf.layers.thresholdedReLU()],
  [[4], () => tf.layers.softmax()],
  [[4], () => tf.layers.batchNormalization()],
  [[4], () => tf.layers.layerNormalization()],
  [[4], () => tf.layers.gaussianNoise({ stddev: 1 })],
  [[4], () => tf.layers.gaussianDropout({ rate: 0.1 })],
  [[4], () => tf.layers.alphaDropout({ rate: 0.1 })],
  [[5, 2], () => tf.layers.conv1d({ filters: 2, kernelSize: 2 })],
  [[5, 2], () => tf.layers.maxPooling1d({ poolSize: 2 })],
  [[5, 2], () => tf.layers.averagePooling1d({ poolSize: 2 })],
  [[5, 2], () => tf.layers.globalAveragePooling1d()],
  [[5, 2], () => tf.layers.globalMaxPooling1d({})],
  [[5, 5, 2], () => tf.layers.conv2d({ filters: 2, kernelSize: 2 })],
  [[5, 5, 2], () => tf.layers.conv2dTranspose({ filters: 2, kernelSize: 2 })],
  [[5, 5, 2], () => tf.layers.separableConv2d({ filters: 2, kernelSize: 2 })],
  [[5, 5, 2], () => tf.layers.depthwiseConv2d({ kernelSize: 2 })],
  [
    [5, 5, 2],
    () =>
      tf.layers.cropping2D({
        cropping: [
          [1, 1],
          [1, 1],
        ],
      }),
  ],
  [[5, 5, 2], () => tf.layers.upSampling2d({ size: [2, 2] })],
  [[5, 5, 2], () => tf.layers.zeroPadding2d()],
  [[5, 5, 2], () => tf.layers.maxPooling2d({ poolSize: 2 })],
  [[5, 5, 2], () => tf.layers.averagePooling2d({ poolSize: 2 })],
  [[5, 5, 2], () => tf.layers.globalAveragePooling2d({})],
  [[5, 5, 2], () => tf.layers.globalMaxPooling2d({})],
  [[5, 5, 5, 2], () => tf.layers.conv3d({ filters: 2, kernelSize: 2 })],
  [[5, 5, 5, 2], () => tf.layers.conv3dTranspose({ filters: 2, kernelSize: 2 })],
  [[5, 5, 5, 2], () => tf.layers.maxPooling3d({ poolSize: 2 })],
  [[5, 5, 5, 2], () => tf.layers.averagePooling3d({ poolSize: 2 })],
  [[3, 2], () => tf.layers.simpleRNN({ units: 2 })],
  [[3, 2], () => tf.layers.lstm({ units: 2, recurrentRegularizer: regularizer() })],
  [[3, 2], recurrent],
  [[3, 2], () => tf.layers.rnn({ cell: [cell(), tf.layers.lstmCell({ units: 2 })] })],
  [[3, 2], () => tf.layers.rnn({ cell: tf.layers.simpleRNNCell({ units: 2 }) })],
  [[3, 5, 5, 2], () => tf.layers.convLstm2d({ filters: 2, kernelSize: 2 })],
  [[3, 2], () => tf.layers.bidirectional({ layer: recurrent(), mergeMode: 'concat' })],
  [[3, 2], () => tf.layers.timeDistributed({ layer: tf.layers.dense({ units: 1 }) })],
  [[5, 5, 2], () => tf.layers.rescaling({ scale: 2 })],
  [[5, 5, 2], () => tf.layers.resizing({ height: 2, width: 2 })],
  [[5, 5, 2], () => tf.layers.centerCrop({ height: 2, width: 2 })],
  [[4], () => tf.layers.categoryEncoding({ numTokens: 4, outputMode: 'count' })],
  [[5, 5, 2], () => tf.layers.randomWidth({ factor: 0.1 })],
];

const MERGES = [
  () => tf.layers.add(),
  () => tf.layers.multiply(),
  () => tf.layers.average(),
  () => tf.layers.maximum(),
  () => tf.layers.minimum(),
  () => tf.layers.concatenate(),
  () => tf.layers.dot({ axes: 1 }),
];

/** What arrives of a model's description. */
function topologyOf(model: tf.LayersModel): unknown {
  const layers = [{ name: '', topology: model.toJSON(null, false), weights: [] }];
  return parseArtefact(encodeArtefact({ seed: 1, layers, tensors: [], json: null })).layers[0]?.topology;
}

function* topologies(): Generator<unknown> {
  for (const [shape, make] of LAYERS) {
    const input = tf.input({ shape });
    yield topologyOf(tf.model({ inputs: input, outputs: make().apply(input) as tf.SymbolicTensor }));
  }
  for (const make of MERGES) {
    const inputs = [tf.input({ shape: [4] }), tf.input({ shape: [4] })];
    yield topologyOf(tf.model({ inputs, outputs: make().apply(inputs) as tf.SymbolicTensor }));
  }
  const inner = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3], trainable: false })] });
  yield topologyOf(tf.sequential({ layers: [inner, tf.layers.dense({ units: 1 })] }));
}

describe('what tfjs spells', () => {
  it('[AR4] the classes are those that the installed tfjs registers, without optimizers', () => {
    const { classNameMap } = tf.serialization.SerializationMap.getMap();
    const registered = Object.keys(classNameMap).filter((name) => !OPTIMIZERS.includes(name));
    expect([...TFJS_CLASSES].sort()).toEqual(registered.sort());
    expect([...MODEL_CLASSES].filter((name) => !TFJS_CLASSES.has(name))).toEqual([]);
  });

  it('[AR4] every layer of tfjs is taken', () => {
    expect([...topologies()]).toHaveLength(LAYERS.length + MERGES.length + 1);
  });
});
