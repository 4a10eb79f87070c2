/** What the files beside this one hold; `write.ts` wrote them with the four encoders as they were before they shared one. */
import type { Artefact } from '../../../../engine/crossing/typescript/format.ts';
import type { SegmentInput } from '../../../../engine/mount/bundle.ts';
import type { ScoreUploadFit } from '../../../../protocol/upload.ts';

const weights = { total: 3, items: [{ path: 'model.coef_', count: 3 }], rest: 0 };

export const UPLOAD: ScoreUploadFit[] = [
  {
    seed: 11,
    shape: [3],
    payload: Uint8Array.of(1, 2, 3, 4, 5),
    predictions: Float64Array.of(0.25, -1.5, 1e300),
    decisions: Uint8Array.of(0, 1, 1),
    weights,
    reported: { name: 'log loss', value: 0.5, better: 'lower' },
  },
  {
    seed: 12,
    shape: [1, 2],
    payload: new Uint8Array(0),
    predictions: Float64Array.of(0.75, 0.25),
    decisions: null,
    weights,
    reported: null,
  },
];

export const ARTEFACT: Artefact = {
  seed: 3,
  layers: [],
  tensors: [
    { path: 'tensors.a', dtype: 'float32', shape: [2], bytes: new Uint8Array(Float32Array.of(1, -2).buffer) },
    { path: 'tensors.b', dtype: 'bool', shape: [1, 3], bytes: Uint8Array.of(1, 0, 1) },
  ],
  json: { mean: 0.5, words: ['ä', '€'] },
};

export const SEGMENT: readonly SegmentInput[] = [
  { path: 'pkg/_core.so', bytes: Uint8Array.of(0, 0x61, 0x73, 0x6d) },
  { path: 'pkg/__init__.py', bytes: new TextEncoder().encode('x = 1\n') },
  { path: 'pkg/late.so', bytes: Uint8Array.of(7), lazy: true },
];
