"""Writes docs/TORCH.md: what the parity suite covers, what exists without a case, what is missing."""

from __future__ import annotations

import pathlib
import sys
import textwrap

import parity
import store

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
HEAD = """# torch in the sandbox

`engine/python/src/torch` is a torch-compatible package on numpy: `import torch` works in the browser (Pyodide) and under any
CPython >= 3.11 with numpy >= 2 and `PYTHONPATH=engine/python/src`. It follows PyTorch 2.13 on the CPU. What is missing raises
`NotImplementedError` with the nearest thing that exists; a name that PyTorch does not have either stays an `AttributeError`.

This page is written by `scripts/torch-fixtures` from the parity suite; do not edit it.

## How it is proved

- `tests/torch/cases` and `tests/torch/programs` are programs that run under both packages. `scripts/torch-fixtures` records
  what PyTorch 2.13 (CPU) answers: values, first and second gradients, optimizer states, text of errors, warnings and `repr`.
  `tests/unit/engine/python/torch.test.ts` compares in real Pyodide; `npm run torch:parity` repeats it where PyTorch is installed.
- Tolerance by type, relative and absolute: {tolerance}. Integers, bools and text are equal.
- `tests/torch/properties.py`: finite differences (also of second gradients), memory freed after backward, pickles out of
  band, missing names, shared memory.

## What differs from PyTorch

- **Randomness.** `manual_seed` gives PyTorch's CPU stream number for number: `rand`, `randint`, `randperm`, `bernoulli`,
  `randn`, dropout, `multinomial`, `exponential_`, `random_split`, samplers, `DataLoader(shuffle=True)` and default initialisations
  are the same numbers, and `rand`, `randn`, `randperm`, `randint` and the initialisations have the same bits as PyTorch on an x86
  processor with AVX2 (the case "bits of random numbers"; other processors differ from each other in the last bit of `randn`).
  float64 `randn` depends on the C library's sine and may differ in the last bit. Not PyTorch's stream: `poisson`, and float16
  `randn` from 16 elements on. `nn.init.orthogonal_` agrees to rounding.
  `get_rng_state` has a layout of its own.
- **Types.** float32, float64, float16, bfloat16, int8, int16, int32, int64, uint8, bool. bfloat16 values are kept in float32 memory, rounded
  after each operation. No complex, quantized, sparse or nested tensors.
- **Devices.** Only the CPU; `.to("cuda")` fails as in a CPU build. `torch.cuda.is_available()` is False.
- **Memory.** `empty` is zeroed. `storage`, `set_`, `resize_` and strides that overlap on purpose do not exist.
- **Saving.** `torch.save` / `torch.load` write a format of their own (numpy arrays in a pickle), not PyTorch's zip files.
- **Autograd.** Names of `grad_fn` follow PyTorch for common operations; fused layers have names of their own. No forward mode, no
  `torch.func`. The gradient of `svd`, `eigh`, `qr`, `cholesky`, `pinv` does not exist.
- **Data loading** happens in line: `num_workers` is accepted and ignored.
- **Integers of numpy.** In the browser numpy's own default integer is int32, so `torch.from_numpy(np.arange(3))` is int32 there; class
  targets need `.long()`. Python integers are int64 as everywhere.
- **Arguments.** `out=`, named dimensions, `sparse=True`, packed sequences (`pack_padded_sequence`) and `proj_size` do not exist.
- **Threads.** One.

## Tracebacks

Every module of the package has `__tracebackhide__ = True`, and every internal frame's file lies below
`engine/python/src/torch/`: fold frames whose file has that folder in its path.

"""


def table(names) -> str:
    """Names as a wrapped paragraph."""
    return textwrap.fill(", ".join(f"`{n}`" for n in sorted(names)), 118, break_on_hyphens=False) or "none"


def main() -> int:
    import harness

    from torch._names import MISSING

    cases = parity.load_cases()
    want = store.read(parity.FIXTURES)
    covered: dict[str, int] = {}
    for name, (_, covers, seeds) in cases.items():
        for c in covers:
            covered[c] = covered.get(c, 0) + seeds
    groups = {
        "Tensors (`torch.*`, `torch.Tensor.*`)": [c for c in covered if c.startswith("torch.")],
        "Modules (`nn.*`)": [c for c in covered if c.startswith("nn.")],
        "Functions (`F.*`)": [c for c in covered if c.startswith("F.")],
        "Optimizers and schedules (`optim.*`)": [c for c in covered if c.startswith("optim.")],
        "Data (`utils.data.*`)": [c for c in covered if c.startswith("utils.")],
        "Training programs": [c.removeprefix("program: ") for c in covered if c.startswith("program: ")],
        "Rules": [c for c in covered if c.split(".")[0] not in ("torch", "nn", "F", "optim", "utils") and not c.startswith("program")],
    }
    tolerance = ", ".join(f"{k} {r:g} and {a:g}" for k, (r, a) in harness.TOLERANCE.items())
    out = HEAD.replace("{tolerance}", tolerance)
    out += f"## Covered by the suite\n\n{len(cases)} cases, {len(want)} runs, {len(covered)} names.\n\n"
    for title, names in groups.items():
        out += f"### {title}: {len(names)}\n\n{table(names)}\n\n"
    out += "## Missing\n\nPublic names of PyTorch 2.13 that raise `NotImplementedError` here, by module.\n\n"
    for space, text in MISSING.items():
        names = text.split()
        out += f"- **{space}**: {len(names)}\n"
    (ROOT / "docs/TORCH.md").write_text(out)
    print(f"docs/TORCH.md: {len(covered)} names")
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
    sys.exit(main())
