/**
 * Measures the torch package in Pyodide under Node: node --import tsx bench/torch.ts
 * One run holds both sides of each claim: the training step beside the same step written by hand in numpy.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { pythonKit } from '../tests/kit/pyodide.ts';

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

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(JSON.stringify({ withScipy: await measureTorch(), numpyOnly: await measureTorch(['numpy']) }, null, 2));
}
