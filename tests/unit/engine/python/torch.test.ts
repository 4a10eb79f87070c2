/** The torch package in real Pyodide: parity with PyTorch's recorded results, and what fixtures cannot show. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { type PythonKit, pythonKit } from '../../../support/pyodide.ts';

const SUITE = fileURLToPath(new URL('../../../torch', import.meta.url));
const MOUNTED_AT = '/tests/torch';

function filesBelow(folder: string, below = ''): string[] {
  return readdirSync(join(folder, below)).flatMap((name) => {
    const path = below ? `${below}/${name}` : name;
    if (statSync(join(folder, path)).isDirectory()) return name === '__pycache__' ? [] : filesBelow(folder, path);
    return /\.(py|npz)$/.test(name) ? [path] : [];
  });
}

let kit: PythonKit;

beforeAll(async () => {
  kit = await pythonKit(['numpy', 'scipy']);
  for (const file of filesBelow(SUITE)) kit.write(`${MOUNTED_AT}/${file}`, readFileSync(join(SUITE, file)));
  kit.run(`import sys\nsys.path.insert(0, "${MOUNTED_AT}")`);
}, 180_000);

describe('torch', () => {
  it('[TO1] agrees with PyTorch in every recorded run', () => {
    const found = kit.run<{ runs: number; wrong: string[]; lost: string[] }>(`
import parity, store
found = parity.run_all()
want = store.read(parity.FIXTURES)
result = {"runs": len(found), "wrong": parity.compare_all(found, want), "lost": [k for k in want if k not in found]}
`);
    expect(found.wrong).toEqual([]);
    expect(found.lost).toEqual([]);
    expect(found.runs).toBeGreaterThan(350);
  }, 120_000);

  it('[TO2] notices a wrong gradient', () => {
    const wrong = kit.run<string[]>(`
import parity, store, torch
import torch._unary as unary
want = store.read(parity.FIXTURES)
right = torch.exp
def broken(input):
    out = right(input)
    if out._fn is not None:
        inner = out._fn.bw
        out._fn.bw = lambda n, g: tuple(d * 1.01 for d in inner(n, g))
    return out
torch.exp = broken
try:
    result = parity.compare_all(parity.run_all(["unary_exp"]), want)
finally:
    torch.exp = right
`);
    expect(wrong.length).toBeGreaterThan(0);
  });

  it('[TO3] finite differences, freed tape, pickles out of band, missing names, shared memory', () => {
    const counted = kit.run<{ differences: number }>('import properties\nresult = properties.main()');
    expect(counted.differences).toBeGreaterThan(80);
  }, 60_000);

  it('[TO4] works without scipy', () => {
    const same = kit.run<boolean>(`
import numpy as np, torch
from torch import _blas
a, b = np.random.default_rng(0).standard_normal((2, 64, 64)).astype("float32")
with_blas = torch.from_numpy(a) @ torch.from_numpy(b)
kept = _blas._Blas.sgemm
_blas._Blas.sgemm = None
try:
    without = torch.from_numpy(a) @ torch.from_numpy(b)
finally:
    _blas._Blas.sgemm = kept
result = kept is not None and bool(torch.allclose(with_blas, without, atol=1e-4))
`);
    expect(same).toBe(true);
  });
});
