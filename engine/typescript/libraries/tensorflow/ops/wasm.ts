/** What our kernels use of tfjs' wasm backend, and calls of its other kernels. */
import {
  getKernel,
  type KernelFunc,
  type NamedAttrMap,
  type NamedTensorInfoMap,
  type TensorInfo,
} from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

/** The arguments of a kernel function. */
export type KernelCall = Parameters<KernelFunc>[0];
type Attributes = Record<string, unknown>;

/** The wasm backend of a kernel call. */
export const wasmOf = (call: KernelCall): BackendWasm => call.backend as BackendWasm;

/** An input by name. @throws Error where it is missing. */
export function input({ inputs }: KernelCall, name: string): TensorInfo {
  const found = inputs[name];
  if (found === undefined) throw new Error(`A kernel was called without its input ${name}.`);
  return found as TensorInfo;
}

/** Runs another kernel of the backend and gives its only output. */
export function run(backend: BackendWasm, name: string, inputs: NamedTensorInfoMap, attrs: Attributes): TensorInfo {
  const kernel = getKernel(name, 'wasm');
  if (!kernel) throw new Error(`Kernel '${name}' not registered for backend 'wasm'`);
  const output = kernel.kernelFunc({ inputs, backend, attrs: attrs as unknown as NamedAttrMap });
  return Array.isArray(output) ? (output[0] as TensorInfo) : output;
}
