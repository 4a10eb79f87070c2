/** Indices beyond what they point into: tfjs gives zeros for them, or what lies in the memory behind the tensor. */
import type { TensorInfo } from '@tensorflow/tfjs';
import { input, type KernelCall } from '../ops/wasm.ts';
import { attribute, type Check, inputsOf, valuesOf } from './reading.ts';

/** A class number that `tf.oneHot` has no column for; losses and metrics with class numbers ask it too. */
const oneHot: Check = (call) => {
  const depth = attribute<number>(call, 'depth');
  const values = valuesOf(call, input(call, 'indices'));
  for (let i = 0; i < values.length; i++) {
    const index = values[i] as number;
    if (index >= 0 && index < depth) continue;
    throw new RangeError(
      `oneHot: index ${i} is ${index}, and a depth of ${depth} has the classes 0 to ${depth - 1}: ` +
        'its row would be all zeros. Number the classes from 0, or raise the depth.',
    );
  }
};

const slice: Check = (call) => {
  const { shape } = input(call, 'x');
  const begin = [attribute<number | number[]>(call, 'begin')].flat();
  const size = [attribute<number | number[] | undefined>(call, 'size') ?? []].flat();
  for (const [axis, length] of shape.entries()) {
    const from = begin[axis] ?? 0;
    const count = size[axis] ?? -1;
    const to = count < 0 ? length : from + count;
    if (from <= to && to <= length) continue;
    throw new RangeError(
      `slice: along axis ${axis} the elements ${from} to ${to} are asked for, and there are ${length}. ` +
        'Take at most what is there, for example with Math.min, or -1 as the size for the rest.',
    );
  }
};

/** Indices as rows of `indices`, each into the first axes of `shape`. */
function checkRows(name: string, call: KernelCall, indices: TensorInfo, shape: readonly number[]): void {
  const values = valuesOf(call, indices);
  const width = indices.shape.at(-1) ?? 1;
  for (let i = 0; i < values.length; i++) {
    const [index, length] = [values[i] as number, shape[i % width] ?? 0];
    if (index >= 0 && index < length) continue;
    throw new RangeError(
      `${name}: index ${Math.floor(i / width)} is ${index} along axis ${i % width}, and that has 0 to ${length - 1}. ` +
        'Take indices that are there.',
    );
  }
}

const shapeOf = (call: KernelCall): number[] => attribute<number[]>(call, 'shape');

/** What cannot be joined without a loss: tfjs takes the first one's type for all. */
const concat: Check = (call) => {
  const [first, ...others] = inputsOf(call);
  if (first === undefined || first.dtype === 'float32') return;
  for (const [i, other] of others.entries()) {
    if (other.dtype !== 'float32') continue;
    const at = valuesOf(call, other).findIndex((value: number) => !Number.isInteger(value));
    if (at < 0) continue;
    throw new TypeError(
      `concat: tensor 0 is ${first.dtype} and tensor ${i + 1} float32 with fractions, which would be cut off. ` +
        'Call toFloat() on the first one.',
    );
  }
};

/** By kernel. */
export const INDICES: Readonly<Record<string, Check>> = {
  OneHot: oneHot,
  Slice: slice,
  Concat: concat,
  GatherNd: (call) => checkRows('gatherND', call, input(call, 'indices'), input(call, 'params').shape),
  ScatterNd: (call) => checkRows('scatterND', call, input(call, 'indices'), shapeOf(call)),
  TensorScatterUpdate: (call) =>
    checkRows('tensorScatterUpdate', call, input(call, 'indices'), input(call, 'tensor').shape),
};
