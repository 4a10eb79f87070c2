/**
 * The gradient of a convolution by its filter: the patches of the input, unrolled (im2col: Chellapilla, Puri, Simard 2006), times
 * the gradient of the output, by the matrix product of the backend.
 */
import { backend_util, type TensorInfo } from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { onCpu } from './onCpu.ts';
import { input, type KernelCall, run, wasmOf } from './wasm.ts';

/** Numbers of unrolled patches in memory at a time: 16 MB. */
const CHUNK = 4_000_000;

type Conv = backend_util.Conv2DInfo;
const cpu = onCpu('Conv2DBackpropFilter');

/** x [n, h, w, c], dy [n, oh, ow, k] -> [fh, fw, c, k]; channels first is left to the cpu backend's code. */
export function conv2dBackpropFilter(call: KernelCall): TensorInfo | TensorInfo[] {
  const { strides, pad, dataFormat, dimRoundingMode, filterShape } = call.attrs as unknown as {
    strides: [number, number] | number;
    pad: Parameters<typeof backend_util.computeConv2DInfo>[4];
    dataFormat: 'NHWC' | 'NCHW';
    dimRoundingMode: 'floor' | 'round' | 'ceil' | undefined;
    filterShape: [number, number, number, number];
  };
  if (dataFormat !== 'NHWC') return cpu(call);
  const backend = wasmOf(call);
  const x = input(call, 'x');
  const dy = input(call, 'dy');
  const shape = x.shape as [number, number, number, number];
  const conv = backend_util.computeConv2DInfo(
    shape,
    filterShape,
    strides,
    1,
    pad,
    dimRoundingMode,
    false,
    'channelsLast',
  );
  const rows = conv.filterHeight * conv.filterWidth * conv.inChannels;
  const positions = conv.outHeight * conv.outWidth;
  const step = Math.max(1, Math.floor(CHUNK / (rows * positions)));
  const sum = new Float32Array(rows * conv.outChannels);
  for (let from = 0; from < conv.batchSize; from += step) {
    const to = Math.min(conv.batchSize, from + step);
    const part = chunk(backend, x, dy, conv, from, to);
    const values = backend.typedArrayFromHeap(part) as Float32Array;
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + (values[i] ?? 0);
    backend.disposeData(part.dataId);
  }
  return backend.makeOutput(conv.filterShape, 'float32', undefined, sum);
}

/** The product over some images of the batch, [rows, outChannels]. */
function chunk(backend: BackendWasm, x: TensorInfo, dy: TensorInfo, conv: Conv, from: number, to: number): TensorInfo {
  const { filterHeight, filterWidth, inChannels, outHeight, outWidth, outChannels } = conv;
  const rows = filterHeight * filterWidth * inChannels;
  const columns = (to - from) * outHeight * outWidth;
  // Both are made before a view is taken: an allocation may move the whole memory.
  const patches = backend.makeOutput([1, rows, columns], 'float32');
  const gradient = backend.makeOutput([1, columns, outChannels], 'float32');
  const given = backend.typedArrayFromHeap(dy) as Float32Array;
  const size = outHeight * outWidth * outChannels;
  (backend.typedArrayFromHeap(gradient) as Float32Array).set(given.subarray(from * size, to * size));
  unroll(
    backend.typedArrayFromHeap(x) as Float32Array,
    backend.typedArrayFromHeap(patches) as Float32Array,
    conv,
    from,
    to,
  );
  const attrs = { transposeA: false, transposeB: false };
  const product = run(backend, 'BatchMatMul', { a: patches, b: gradient }, attrs);
  backend.disposeData(patches.dataId);
  backend.disposeData(gradient.dataId);
  return product;
}

/** Row (fy, fx, c) of the patches holds what that place of the filter meets at each position; zero in the padding. */
function unroll(x: Float32Array, patches: Float32Array, conv: Conv, from: number, to: number): void {
  const { filterHeight, filterWidth, inChannels, inHeight, inWidth, outHeight, outWidth, strideHeight, strideWidth } =
    conv;
  const { top, left } = conv.padInfo;
  patches.fill(0);
  const columns = (to - from) * outHeight * outWidth;
  for (let fy = 0; fy < filterHeight; fy++) {
    for (let fx = 0; fx < filterWidth; fx++) {
      for (let c = 0; c < inChannels; c++) {
        const row = ((fy * filterWidth + fx) * inChannels + c) * columns;
        for (let image = from; image < to; image++) {
          for (let y = 0; y < outHeight; y++) {
            const iy = y * strideHeight + fy - top;
            if (iy < 0 || iy >= inHeight) continue;
            const line = (image * inHeight + iy) * inWidth;
            let at = row + ((image - from) * outHeight + y) * outWidth;
            for (let ix = fx - left, i = 0; i < outWidth; i++, ix += strideWidth, at++) {
              if (ix >= 0 && ix < inWidth) patches[at] = x[(line + ix) * inChannels + c] as number;
            }
          }
        }
      }
    }
  }
}
