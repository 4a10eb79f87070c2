"""Parity cases: programs that run under PyTorch and under this project's package alike, and the comparison of results.

A case is a function of an :class:`Inputs` that returns tensors, numbers, text or nested lists of them. Inputs come from
numpy's PCG64, so both sides see the same numbers. A case names what it covers; the coverage table is made from that.
"""

from __future__ import annotations

import hashlib
import warnings

import numpy as np

import torch

CASES: dict = {}
# (relative, absolute) difference allowed by type; integers, bools and text must be equal.
TOLERANCE = {"float64": (1e-9, 1e-10), "float32": (2e-4, 2e-5), "float16": (5e-3, 5e-3), "bfloat16": (2e-2, 2e-2)}


class Inputs:
    """Random inputs of one run of a case. Shapes vary with the seed."""

    offset = 0  # other shapes and numbers than the recorded ones

    def __init__(self, name: str, seed: int):
        digest = hashlib.sha256(f"{name}/{seed + 1000 * self.offset}".encode()).digest()
        self.rng = np.random.default_rng(int.from_bytes(digest[:8], "little"))
        self.leaves: list = []

    def n(self, low: int = 2, high: int = 5) -> int:
        """A length."""
        return int(self.rng.integers(low, high + 1))

    def array(self, *shape, low=None, high=None, dtype=np.float32):
        """Normal numbers, or uniform in [low, high)."""
        if low is None:
            return self.rng.standard_normal(shape).astype(dtype)
        return self.rng.uniform(low, high, shape).astype(dtype)

    def x(self, *shape, low=None, high=None, dtype=torch.float32, grad=True):
        """A leaf of normal (or uniform) numbers whose gradient will be compared."""
        kind = np.float64 if dtype is torch.float64 else np.float32
        t = torch.tensor(self.array(*shape, low=low, high=high, dtype=kind))
        if dtype not in (torch.float32, torch.float64):
            t = t.to(dtype)
        if grad:
            t.requires_grad_()
            self.leaves.append(t)
        return t

    def c(self, *shape, low=None, high=None, dtype=torch.float32):
        """Numbers without a gradient."""
        return self.x(*shape, low=low, high=high, dtype=dtype, grad=False)

    def i(self, high: int, *shape, low: int = 0, dtype=torch.int64):
        """Integers in [low, high)."""
        return torch.tensor(self.rng.integers(low, high, shape)).to(dtype)

    def b(self, *shape):
        """Bools."""
        return torch.tensor(self.rng.integers(0, 2, shape).astype(bool))

    def grads(self, *outputs, second: bool = True):
        """Outputs, gradients of a weighted sum of them, and gradients of the gradients."""
        flat = [o for o in _flatten(outputs) if isinstance(o, torch.Tensor)]
        live = [o for o in flat if o.requires_grad]
        found = list(flat)
        if live and self.leaves:
            weights = [torch.tensor(self.array(*o.shape)).to(o.dtype) for o in live]
            total = sum((o * w).sum() for o, w in zip(live, weights))
            first = torch.autograd.grad(total, self.leaves, create_graph=second, allow_unused=True,
                                        materialize_grads=True)
            found += [g for g in first if g is not None]
            again = [g for g in first if g is not None and g.requires_grad]
            if second:
                # Where no gradient of a gradient exists, it is zero: PyTorch tapes some constant gradients and not others.
                deep = [torch.zeros_like(x) for x in self.leaves]
                if again:
                    value = sum((g * g).sum() for g in again)
                    deep = torch.autograd.grad(value, self.leaves, allow_unused=True, materialize_grads=True)
                found += deep
        return found


def case(*covers: str, seeds: int = 1):
    """Register a case under its function name; ``covers`` are public names such as ``torch.add``."""

    def register(fn):
        if fn.__name__ in CASES:
            raise ValueError(f"two cases are called {fn.__name__}")
        CASES[fn.__name__] = (fn, covers, seeds)
        return fn

    return register


def _flatten(value):
    if isinstance(value, (list, tuple)):
        for v in value:
            yield from _flatten(v)
    elif isinstance(value, dict):
        for v in value.values():
            yield from _flatten(v)
    else:
        yield value


def _plain(value):
    """(kind, array or text) of one result."""
    if isinstance(value, torch.Tensor):
        t = value.detach()
        kind = str(t.dtype).removeprefix("torch.")
        return kind, (t.float() if kind in ("bfloat16", "float16") else t).numpy(force=True).copy()
    if isinstance(value, (bool, int, float)):
        return "number", np.asarray(value, np.float64)
    if value is None:
        return "text", "None"
    return "text", str(value)


def run(name: str, seed: int):
    """Results of one run as a list of (kind, value)."""
    fn = CASES[name][0]
    torch.manual_seed(seed)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return [_plain(v) for v in _flatten(fn(Inputs(name, seed)))]


def error(fn) -> str:
    """Exception type and message of a call (its first line), or 'no error'."""
    try:
        fn()
    except Exception as e:  # noqa: BLE001
        return f"{type(e).__name__}: {str(e).splitlines()[0] if str(e) else ''}"
    return "no error"


def warned(fn) -> str:
    """Category and message of the first warning of a call."""
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        fn()
    return f"{seen[0].category.__name__}: {seen[0].message}".split(" (Triggered internally")[0] if seen else "no warning"


def compare(got, want) -> str | None:
    """None where two result lists agree, else what differs."""
    if len(got) != len(want):
        return f"{len(got)} results, expected {len(want)}"
    for i, ((kind, a), (wanted, b)) in enumerate(zip(got, want)):
        if kind != wanted:
            return f"result {i}: type {kind}, expected {wanted}"
        if kind == "text":
            if a != b:
                return f"result {i}: {a!r}, expected {b!r}"
            continue
        if a.shape != b.shape:
            return f"result {i}: shape {a.shape}, expected {b.shape}"
        if kind == "number":
            ok = np.allclose(a, b, 2e-4, 2e-5, equal_nan=True)
        elif kind in TOLERANCE:
            rtol, atol = TOLERANCE[kind]
            scale = np.abs(b[np.isfinite(b)]).max(initial=1.0)
            ok = np.allclose(a, b, rtol, atol * scale, equal_nan=True)
        else:
            ok = np.array_equal(a, b)
        if not ok:
            gap = np.abs(np.asarray(a, np.float64) - np.asarray(b, np.float64)).max()
            return f"result {i} ({kind}{list(a.shape)}): largest difference {gap:.3g}\n got {a!r}\nwant {b!r}"
    return None
