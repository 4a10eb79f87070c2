/**
 * Repeats the torch parity suite live, where PyTorch is installed: node scripts/torch-parity.mjs [--seed N] [case ...]
 * PYTHON names the Python with PyTorch 2.13 and numpy >= 2 (python3 otherwise). A seed other than 0 draws new shapes.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const python = process.env.PYTHON ?? 'python3';
const suite = join(root, 'tests/torch/parity.py');
const folder = mkdtempSync(join(tmpdir(), 'torch-parity-'));

function run(args, path) {
  const env = { ...process.env, PYTHONPATH: path, PYTHONDONTWRITEBYTECODE: '1' };
  return spawnSync(python, args, { cwd: tmpdir(), env, stdio: 'inherit' }).status ?? 1;
}

try {
  const probe = spawnSync(python, ['-c', 'import torch, numpy'], {
    cwd: tmpdir(),
    env: { ...process.env, PYTHONPATH: '' },
  });
  if (probe.status !== 0) {
    console.error(
      `${python} has no PyTorch: install torch==2.13.* and numpy, or set PYTHON to a Python that has them.`,
    );
    process.exitCode = 1;
  } else {
    const recorded = join(folder, 'live.npz');
    const args = process.argv.slice(2);
    const recording = run([suite, '--write', recorded, ...args], '');
    process.exitCode = recording || run([suite, '--against', recorded, ...args], join(root, 'engine/python/src'));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
