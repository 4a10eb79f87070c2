/** Kernels of tfjs' wasm backend that compute what cpu does not, put right by a function around or in place of them. */
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs';
import { maxPoolGrad } from './maxPoolGrad.ts';
import { onCpu } from './onCpu.ts';
import { input, type KernelCall, run, wasmOf } from './wasm.ts';

/** Makes the replacement of a kernel from the kernel. */
type Correction = (original: KernelFunc) => KernelFunc;

const replaced =
  (by: KernelFunc): Correction =>
  () =>
    by;

/** A clip lets NaN through. On wasm it made the lower bound of it, so that a loss stayed finite while weights were NaN. */
function clip(call: KernelCall): TensorInfo {
  const backend = wasmOf(call);
  const x = input(call, 'x');
  const { clipValueMin: low, clipValueMax: high } = call.attrs as unknown as Record<
    'clipValueMin' | 'clipValueMax',
    number
  >;
  const out = backend.makeOutput(x.shape, x.dtype);
  const values = backend.typedArrayFromHeap(x);
  const clipped = backend.typedArrayFromHeap(out);
  for (let i = 0; i < values.length; i++) {
    const v = values[i] ?? Number.NaN;
    clipped[i] = v > high ? high : v < low ? low : v;
  }
  return out;
}

/** As a truth value every number but 0 is 1. On wasm 0.5 became 0, and -1 255. */
const cast: Correction = (original) => (call) => {
  const backend = wasmOf(call);
  const x = input(call, 'x');
  const { dtype } = call.attrs as unknown as { dtype: string };
  if (dtype !== 'bool' || x.dtype === 'bool') return original(call);
  const zero = backend.makeOutput([], x.dtype, undefined, x.dtype === 'int32' ? Int32Array.of(0) : Float32Array.of(0));
  const truth = run(backend, 'NotEqual', { a: x, b: zero }, {});
  backend.disposeData(zero.dataId);
  return truth;
};

/** Matrices of whole numbers, which `tf.math.confusionMatrix` multiplies; on wasm only floats could be. */
const matMul: Correction = (original) => {
  const cpu = onCpu('BatchMatMul');
  return (call) => {
    const floats = input(call, 'a').dtype === 'float32' && input(call, 'b').dtype === 'float32';
    return floats ? original(call) : cpu(call);
  };
};

/** Slopes that are repeated along an axis; on wasm only those of the last one were right. */
const prelu: Correction = (original) => {
  const cpu = onCpu('Prelu');
  return (call) => {
    const [x, alpha] = [input(call, 'x'), input(call, 'alpha')];
    const last = alpha.shape.every((size, i) => size === x.shape[x.shape.length - alpha.shape.length + i]);
    return last ? original(call) : cpu(call);
  };
};

/** A figure of no elements, which on wasm was what lay in the memory. */
const ofNothing =
  (name: string): Correction =>
  (original) => {
    const cpu = onCpu(name);
    return (call) => (input(call, 'x').shape.includes(0) ? cpu(call) : original(call));
  };

/** By kernel. Of volumes, the largest negative value was lost, and a gradient added to what lay in the memory before. */
export const CORRECTIONS: Readonly<Record<string, Correction>> = {
  BatchMatMul: matMul,
  Cast: cast,
  ClipByValue: replaced(clip),
  Conv3DBackpropInputV2: replaced(onCpu('Conv3DBackpropInputV2')),
  MaxPool3D: replaced(onCpu('MaxPool3D')),
  MaxPool3DGrad: replaced(onCpu('MaxPool3DGrad')),
  MaxPoolGrad: replaced(maxPoolGrad),
  Prelu: prelu,
  Prod: ofNothing('Prod'),
  Sum: ofNothing('Sum'),
};
