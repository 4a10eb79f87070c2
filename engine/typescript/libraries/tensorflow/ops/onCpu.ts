/** A kernel of the cpu backend for tensors of the wasm backend: inputs are copied there and outputs back. */
import { findBackend, getKernel, type TensorInfo } from '@tensorflow/tfjs';
import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import { type KernelCall, wasmOf } from './wasm.ts';

type Output = TensorInfo | TensorInfo[];

/** A kernel function for wasm that does what the cpu backend's kernel of the name does. */
export function onCpu(name: string): (call: KernelCall) => Output {
  return (call) => {
    const kernel = getKernel(name, 'cpu');
    const cpu = findBackend('cpu') as MathBackendCPU | null;
    if (!kernel || !cpu) throw new Error(`Kernel '${name}' not registered for backend 'cpu'`);
    const wasm = wasmOf(call);
    const copied: TensorInfo[] = [];
    const toCpu = ({ dataId, shape, dtype }: TensorInfo): TensorInfo => {
      const values = wasm.readSync(dataId);
      const copy = { dataId: cpu.write(values as Float32Array, shape, dtype), shape, dtype };
      copied.push(copy);
      return copy;
    };
    // Einsum is given a list of tensors where all other kernels are given them by name.
    const given = call.inputs as Record<string, TensorInfo> | TensorInfo[];
    const inputs = Array.isArray(given)
      ? given.map(toCpu)
      : Object.fromEntries(Object.entries(given).map(([key, value]) => [key, toCpu(value)]));
    const output = kernel.kernelFunc({ inputs: inputs as KernelCall['inputs'], backend: cpu, attrs: call.attrs });
    const toWasm = ({ dataId, shape, dtype }: TensorInfo): TensorInfo => {
      const values = cpu.readSync(dataId);
      cpu.disposeData(dataId, true);
      return wasm.makeOutput(shape, dtype, undefined, values as Float32Array);
    };
    const result = Array.isArray(output) ? output.map(toWasm) : toWasm(output);
    for (const { dataId } of copied) cpu.disposeData(dataId, true);
    return result;
  };
}
