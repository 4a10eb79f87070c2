/**
 * Functions of tfjs as people call them, with what they would compute without a word and wrongly refused. Only calls of people's
 * code come here: the metrics of `fit` ask tfjs itself, so that a loss that became NaN shows as NaN and does not end a training.
 */
import * as tf from '@tensorflow/tfjs';
import { CHECKED } from './reading.ts';

type Metric = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.Tensor;

/** True where reading a value does not wait for a graphics card. */
const readable = (): boolean => (CHECKED as readonly string[]).includes(tf.getBackend());

/** The position of the first value of which a test says no, or -1. */
const firstNot = (x: tf.Tensor, good: (value: number) => boolean): number =>
  readable() && x.dtype !== 'string' ? (x.dataSync() as Float32Array).findIndex((value) => !good(value)) : -1;

function refuseNaN(name: string, x: tf.Tensor): void {
  const at = firstNot(x, (value) => !Number.isNaN(value));
  if (at < 0) return;
  throw new RangeError(
    `${name}: element ${at} is NaN, which is neither larger nor smaller than anything: the answer would mean nothing. ` +
      'Find out where NaN comes from, or replace it first, for example with tf.where(tf.isNaN(x), 0, x).',
  );
}

/** `argMax` and `argMin` of a tensor, without NaN. */
function positionOf(name: string, own: typeof tf.argMax) {
  return <T extends tf.Tensor>(x: tf.Tensor | tf.TensorLike, axis?: number): T => {
    if (x instanceof tf.Tensor) refuseNaN(name, x);
    else tf.tidy(() => refuseNaN(name, tf.tensor(x)));
    return own<T>(x, axis);
  };
}

const argMax = positionOf('argMax', tf.argMax);
const argMin = positionOf('argMin', tf.argMin);

/** `div` and `floorDiv`, without a whole number by 0; `divNoNan` asks tfjs itself. */
function quotient(name: string, own: typeof tf.div) {
  return <T extends tf.Tensor>(a: tf.Tensor | tf.TensorLike, b: tf.Tensor | tf.TensorLike): T => {
    if (a instanceof tf.Tensor && b instanceof tf.Tensor && a.dtype === 'int32' && b.dtype === 'int32') {
      const at = firstNot(b, (value) => value !== 0);
      if (at >= 0) {
        throw new RangeError(
          `${name}: element ${at} of the divisor is 0, and int32 has no infinity. ` +
            'Call toFloat() on both tensors, or use divNoNan, which gives 0 there.',
        );
      }
    }
    return own<T>(a, b);
  };
}

const div = quotient('div', tf.div);
const floorDiv = quotient('floorDiv', tf.floorDiv);

/** A buffer of a list: tfjs takes its bytes for those of a typed array when it becomes a tensor. */
const buffer: typeof tf.buffer = (shape, dtype, values) => {
  const isPlain = Array.isArray(values) && dtype !== undefined && dtype !== 'string';
  return tf.buffer(shape, dtype, isPlain ? (tf.util.toTypedArray(values, dtype) as typeof values) : values);
};

// What a tensor's own methods call.
tf.Tensor.prototype.argMax = function checkedArgMax<T extends tf.Tensor>(this: tf.Tensor, axis?: number): T {
  return argMax<T>(this, axis);
};
tf.Tensor.prototype.argMin = function checkedArgMin<T extends tf.Tensor>(this: tf.Tensor, axis?: number): T {
  return argMin<T>(this, axis);
};
tf.Tensor.prototype.div = function checkedDiv<T extends tf.Tensor>(this: tf.Tensor, b: tf.Tensor | tf.TensorLike): T {
  return div<T>(this, b);
};
tf.Tensor.prototype.floorDiv = function checkedFloorDiv<T extends tf.Tensor>(
  this: tf.Tensor,
  b: tf.Tensor | tf.TensorLike,
): T {
  return floorDiv<T>(this, b);
};

const DECISIONS = new Set(['precision', 'recall']);

/** Metrics that are given class numbers beside a row of probabilities. */
const SPARSE = /^sparse/;

function checked(name: string, own: Metric): Metric {
  const metric: Metric = (yTrue, yPred) => {
    if (!SPARSE.test(name) && String(yTrue.shape) !== String(yPred.shape)) {
      throw new RangeError(
        `tf.metrics.${name}: the labels have the shape [${yTrue.shape}], the predictions [${yPred.shape}]: ` +
          'each would be compared with all. Use reshape or flatten() so that both are the same.',
      );
    }
    if (DECISIONS.has(name)) for (const one of [yTrue, yPred]) refuseScores(name, one);
    else if (name.endsWith('Accuracy')) refuseNaN(`tf.metrics.${name}`, yPred);
    return own(yTrue, yPred);
  };
  return Object.defineProperty(metric, 'name', { value: name });
}

function refuseScores(name: string, x: tf.Tensor): void {
  const at = firstNot(x, (value) => value === 0 || value === 1);
  if (at < 0) return;
  throw new RangeError(
    `tf.metrics.${name} counts decisions of 0 and 1, and element ${at} is ${(x.dataSync() as Float32Array)[at]}: ` +
      'it would count as neither. Decide first, for example with yPred.greater(0.5).toFloat().',
  );
}

const metrics = Object.fromEntries(
  Object.entries(tf.metrics as unknown as Record<string, Metric>).map(([name, own]) => [name, checked(name, own)]),
);

const { compile } = tf.LayersModel.prototype;

// `fit` would give it the network's probabilities, of which none is exactly 1. A Sequential calls this of its inner model.
tf.LayersModel.prototype.compile = function checkedCompile(this: tf.LayersModel, args) {
  if (JSON.stringify(args.metrics ?? null).includes('"precision"')) {
    throw new TypeError(
      "compile: the metric 'precision' counts outputs that are exactly 0 or 1, and those of a network are not. " +
        'Use a function: metrics: [(yTrue, yPred) => tf.metrics.precision(yTrue, yPred.greater(0.5).toFloat())].',
    );
  }
  return compile.call(this, args);
};

/** tfjs as `import * as tf from '@tensorflow/tfjs'` gives it. */
export const tfjs: typeof tf = {
  ...tf,
  argMax,
  argMin,
  buffer,
  div,
  floorDiv,
  metrics: metrics as unknown as typeof tf.metrics,
};
