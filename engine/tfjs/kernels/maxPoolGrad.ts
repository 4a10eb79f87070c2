/**
 * The gradient of a maximum over windows. tfjs 4.22 has one on wasm, but it gives nothing to a window whose values are all
 * negative or 0 (its search starts at the smallest positive number): a network without a ReLU before its pools learns wrongly.
 */
import { backend_util, type TensorInfo } from '@tensorflow/tfjs';
import { input, type KernelCall, wasmOf } from './wasm.ts';

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
  // Of one window, by channel: its largest value, and where that is.
  const most = new Float32Array(inChannels);
  const places = new Int32Array(inChannels);
  let from = 0;
  for (let image = 0; image < batchSize; image++) {
    for (let oy = 0; oy < outHeight; oy++) {
      const top = oy * strideHeight - padInfo.top;
      const y0 = Math.max(0, top);
      const y1 = Math.min(inHeight, top + effectiveFilterHeight);
      for (let ox = 0; ox < outWidth; ox++) {
        const left = ox * strideWidth - padInfo.left;
        const x0 = Math.max(0, left);
        const x1 = Math.min(inWidth, left + effectiveFilterWidth);
        most.fill(Number.NEGATIVE_INFINITY);
        places.fill(-1);
        for (let y = y0; y < y1; y++) {
          let at = ((image * inHeight + y) * inWidth + x0) * inChannels;
          for (let i = x0; i < x1; i++) {
            for (let c = 0; c < inChannels; c++, at++) {
              const value = values[at] as number;
              if (value > (most[c] as number)) {
                most[c] = value;
                places[c] = at;
              }
            }
          }
        }
        for (let c = 0; c < inChannels; c++, from++) {
          const place = places[c] as number;
          if (place >= 0) dx[place] = (dx[place] as number) + (dy[from] as number);
        }
      }
    }
  }
  return out;
}
