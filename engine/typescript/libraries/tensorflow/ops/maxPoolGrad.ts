/**
 * The gradient of a maximum over windows. tfjs 4.22 has one on wasm, but it gives nothing to a window whose values are all
 * negative or 0 (its search starts at the smallest positive number): a network without a ReLU before its pools learns wrongly.
 */
import { backend_util, type TensorInfo } from '@tensorflow/tfjs';
import { input, type KernelCall, wasmOf } from './wasm.ts';

/** Read once: in a context of Node every look at a global takes longer than the step that it is for. */
const LEAST = Number.NEGATIVE_INFINITY;
const { max, min } = Math;

/** dy [n, oh, ow, c], input [n, h, w, c] -> [n, h, w, c]: each dy goes to the first largest value of its window. */
export function maxPoolGrad(call: KernelCall): TensorInfo {
  const backend = wasmOf(call);
  const x = input(call, 'input');
  const { filterSize, strides, pad, dimRoundingMode } = call.attrs as unknown as {
    filterSize: [number, number] | number;
    strides: [number, number] | number;
    pad: Parameters<typeof backend_util.computePool2DInfo>[4];
    dimRoundingMode: 'floor' | 'round' | 'ceil' | undefined;
  };
  const shape = x.shape as [number, number, number, number];
  const pool = backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
  const { batchSize, inChannels, inHeight, inWidth, outHeight, outWidth, strideHeight, strideWidth } = pool;
  const { effectiveFilterHeight, effectiveFilterWidth, padInfo } = pool;
  const out = backend.makeOutput(x.shape, 'float32');
  const values = backend.typedArrayFromHeap(x) as Float32Array;
  const dy = backend.typedArrayFromHeap(input(call, 'dy')) as Float32Array;
  const dx = backend.typedArrayFromHeap(out) as Float32Array;
  dx.fill(0);
  const line = inWidth * inChannels;
  let from = 0;
  for (let image = 0; image < batchSize; image++) {
    for (let oy = 0; oy < outHeight; oy++) {
      const top = oy * strideHeight - padInfo.top;
      const y0 = max(0, top);
      const y1 = min(inHeight, top + effectiveFilterHeight);
      for (let ox = 0; ox < outWidth; ox++) {
        const left = ox * strideWidth - padInfo.left;
        const x0 = max(0, left);
        const reach = min(inWidth, left + effectiveFilterWidth) - x0;
        const corner = ((image * inHeight + y0) * inWidth + x0) * inChannels;
        // Channel by channel, so that the largest value and its place are two numbers and no lists.
        for (let c = 0; c < inChannels; c++, from++) {
          let most = LEAST;
          let place = -1;
          for (let y = y0, start = corner + c; y < y1; y++, start += line) {
            for (let i = 0, at = start; i < reach; i++, at += inChannels) {
              const value = values[at] as number;
              if (value > most) {
                most = value;
                place = at;
              }
            }
          }
          if (place >= 0) dx[place] = (dx[place] as number) + (dy[from] as number);
        }
      }
    }
  }
  return out;
}
