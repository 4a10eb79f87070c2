/**
 * Measures the torch package in Pyodide under Node: node --import tsx bench/torch.ts
 * One run holds both sides of each claim: the training step beside the same step written by hand in numpy.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { pythonKit } from '../tests/support/pyodide.ts';
import { tfjsEpoch } from './torch/tfjs.ts';

/** Seconds and milliseconds as `bench/torch.py` measures them. */
export interface TorchBench {
  numpyStepMs: number;
  torchStepMs: number;
  /** torchStepMs / numpyStepMs; the claim is at most 1.5. */
  ratio: number;
  cnnEpochS: number;
  gruStepMs: number;
  lstmStepMs: number;
  attentionStepMs: number;
}

/** @throws where the runtime is not prepared. */
export async function measureTorch(packages: readonly string[] = ['numpy', 'scipy']): Promise<TorchBench> {
  const kit = await pythonKit(packages);
  kit.write('/bench/torch_bench.py', readFileSync(new URL('./torch.py', import.meta.url)));
  return kit.run<TorchBench>(
    'import sys\nsys.path.insert(0, "/bench")\nimport torch_bench\nresult = torch_bench.main()',
  );
}

/** Rows of the claims: the step beside numpy by hand, the CNN beside tfjs-wasm, recurrent layers and attention. */
export async function run(): Promise<{ name: string; rows: Record<string, number | string | boolean>[] }> {
  const figure = (value: number, digits: number) => Number(value.toFixed(digits));
  const bench = await measureTorch();
  const tfjs = await tfjsEpoch();
  return {
    name: 'torch in Pyodide',
    rows: [
      {
        what: 'training step 30-64-64-1, batch 256, ms',
        ours: figure(bench.torchStepMs, 2),
        beside: `numpy by hand ${figure(bench.numpyStepMs, 2)}`,
        ratio: figure(bench.ratio, 2),
        goal: 1.5,
        met: bench.ratio <= 1.5,
      },
      {
        what: 'CNN, 4,000 images 16x16, one epoch, s',
        ours: figure(bench.cnnEpochS, 2),
        beside: `tfjs ${tfjs.backend} ${figure(tfjs.seconds, 2)} (${tfjs.weights} weights)`,
        ratio: figure(bench.cnnEpochS / tfjs.seconds, 2),
      },
      { what: 'GRU 16-32, 64x20, forward and backward, ms', ours: figure(bench.gruStepMs, 1) },
      { what: 'LSTM 16-32, 64x20, forward and backward, ms', ours: figure(bench.lstmStepMs, 1) },
      { what: 'attention 32x4, 64x20, forward and backward, ms', ours: figure(bench.attentionStepMs, 1) },
    ],
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.table((await run()).rows);
