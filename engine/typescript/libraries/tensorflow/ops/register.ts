/**
 * Kernels that tfjs 4.22 lacks on its wasm backend, or has wrong. Without the first, convolutions and embeddings cannot be
 * trained there; the second are in {@link CORRECTIONS}.
 *
 * Left out are complex numbers and Fourier transforms (`tf.complex`, `tf.spectral`), ragged tensors, regular expressions on
 * string tensors, and drawing: on wasm they say that they are not registered, as without us.
 */
import { getKernel, registerKernel, unregisterKernel } from '@tensorflow/tfjs';
import { conv2dBackpropFilter } from './conv2dBackpropFilter.ts';
import { CORRECTIONS } from './corrections.ts';
import { onCpu } from './onCpu.ts';
import { unsortedSegmentSum } from './unsortedSegmentSum.ts';
import { checkVersion, INSTALLED } from './version.ts';

const MISSING = {
  Conv2DBackpropFilter: conv2dBackpropFilter,
  DepthwiseConv2dNativeBackpropFilter: onCpu('DepthwiseConv2dNativeBackpropFilter'),
  DepthwiseConv2dNativeBackpropInput: onCpu('DepthwiseConv2dNativeBackpropInput'),
  Einsum: onCpu('Einsum'),
  UnsortedSegmentSum: unsortedSegmentSum,
};

let done = false;

/** Registers what is missing, where a later tfjs does not bring it itself, and what is wrong; once. */
export function registerKernels(): void {
  if (done) return;
  done = true;
  checkVersion(INSTALLED);
  for (const [kernelName, kernelFunc] of Object.entries(MISSING)) {
    if (!getKernel(kernelName, 'wasm')) registerKernel({ kernelName, backendName: 'wasm', kernelFunc });
  }
  for (const [kernelName, correct] of Object.entries(CORRECTIONS)) {
    const original = getKernel(kernelName, 'wasm');
    if (!original) throw new Error(`The wasm backend has no kernel ${kernelName} to put right.`);
    unregisterKernel(kernelName, 'wasm');
    registerKernel({ ...original, kernelFunc: correct(original.kernelFunc) });
  }
}
