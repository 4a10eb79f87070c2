/** Sums of rows by the segment that each belongs to: the gradient of `tf.gather`, by which embeddings are trained. */
import type { TensorInfo } from '@tensorflow/tfjs';
import { input, type KernelCall, wasmOf } from './wasm.ts';

/** x [n, …], segmentIds [n] -> [numSegments, …]; a negative id belongs nowhere, as on the cpu backend. */
export function unsortedSegmentSum(call: KernelCall): TensorInfo {
  const backend = wasmOf(call);
  const x = input(call, 'x');
  const { numSegments } = call.attrs as unknown as { numSegments: number };
  const [n = 0, ...rest] = x.shape;
  const width = rest.reduce((product, size) => product * size, 1);
  const out = backend.makeOutput([numSegments, ...rest], x.dtype);
  const ids = backend.typedArrayFromHeap(input(call, 'segmentIds'));
  const values = backend.typedArrayFromHeap(x);
  const sums = backend.typedArrayFromHeap(out);
  sums.fill(0);
  for (let i = 0; i < n; i++) {
    const segment = ids[i] ?? -1;
    if (segment < 0 || segment >= numSegments) continue;
    for (let j = 0; j < width; j++) {
      const at = segment * width + j;
      sums[at] = (sums[at] ?? 0) + (values[i * width + j] ?? 0);
    }
  }
  return out;
}
