/** What a check before a kernel sees of its call: values, without a copy where the backend allows it. */
import { getKernel, type KernelFunc, type NamedAttrMap, type TensorInfo, type TypedArray } from '@tensorflow/tfjs';
import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { KernelCall } from '../ops/wasm.ts';

/** The backends whose kernels are checked; on a graphics card reading a value would wait for it. */
export const CHECKED = ['wasm', 'cpu'] as const;

/** Refuses what a call would compute without a word and wrongly. @throws RangeError or TypeError in a sentence. */
export type Check = (call: KernelCall) => void;

type Backend = BackendWasm | MathBackendCPU;

/** The inputs of a call as a list, in their order. */
export const inputsOf = ({ inputs }: KernelCall): TensorInfo[] =>
  Object.values(inputs as unknown as Record<string, TensorInfo | undefined>).filter((one) => one !== undefined);

/** An attribute of a call. */
export const attribute = <T>({ attrs }: KernelCall, name: string): T =>
  (attrs as unknown as Record<string, unknown>)[name] as T;

/** The values of a tensor, to be read at once: the next kernel may move them. */
export function valuesOf({ backend }: KernelCall, info: TensorInfo): TypedArray {
  const of = backend as Backend;
  return 'typedArrayFromHeap' in of ? of.typedArrayFromHeap(info) : (of.readSync(info.dataId) as TypedArray);
}

/** The values of an output of the same kernel on the same inputs in floats, which do not wrap. */
export function inFloats(name: string, call: KernelCall): Float32Array {
  const backend = call.backend as Backend;
  const on = 'typedArrayFromHeap' in backend ? 'wasm' : 'cpu';
  const float = (info: TensorInfo): TensorInfo => {
    const values = Float32Array.from(valuesOf(call, info));
    const shape = info.shape;
    return { dataId: backend.write(values, shape, 'float32'), shape, dtype: 'float32' };
  };
  const given = call.inputs as unknown as Record<string, TensorInfo> | TensorInfo[];
  const inputs = Array.isArray(given)
    ? given.map(float)
    : Object.fromEntries(Object.entries(given).map(([key, info]) => [key, float(info)]));
  const run = getKernel(name, on)?.kernelFunc as KernelFunc;
  const output = run({ inputs: inputs as never, backend, attrs: call.attrs as NamedAttrMap }) as TensorInfo;
  const values = Float32Array.from(backend.readSync(output.dataId) as Float32Array);
  for (const { dataId } of [output, ...Object.values(inputs)]) backend.disposeData(dataId);
  return values;
}
