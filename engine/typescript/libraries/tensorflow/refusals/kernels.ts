/** Puts the checks of this folder before the kernels of the backends that people's code runs on. */
import { getKernel, type KernelFunc, registerKernel, type TensorInfo, unregisterKernel } from '@tensorflow/tfjs';
import { EMPTY } from './empty.ts';
import { INDICES } from './indices.ts';
import { checkWrapped, INTEGERS, WRAPPING } from './integers.ts';
import { CHECKED, type Check } from './reading.ts';

const BEFORE: Readonly<Record<string, Check>> = { ...EMPTY, ...INDICES, ...INTEGERS };

const done = new Set<string>();

/** Guards what is registered by now, each kernel once. A backend that is left out here, as `webgl`, computes unchecked. */
export function guardKernels(): void {
  for (const backendName of CHECKED) {
    for (const [kernelName, check] of Object.entries(BEFORE)) {
      replace(kernelName, backendName, (own) => (call) => {
        check(call);
        return own(call);
      });
    }
    for (const kernelName of WRAPPING) {
      replace(kernelName, backendName, (own) => (call) => {
        const output = own(call);
        checkWrapped(kernelName, call, output as TensorInfo);
        return output;
      });
    }
  }
}

function replace(kernelName: string, backendName: string, guarded: (own: KernelFunc) => KernelFunc): void {
  const found = getKernel(kernelName, backendName);
  const key = `${backendName} ${kernelName}`;
  if (!found || done.has(key)) return;
  done.add(key);
  unregisterKernel(kernelName, backendName);
  registerKernel({ ...found, kernelFunc: guarded(found.kernelFunc) });
}
