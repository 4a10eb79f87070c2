"""Matrix products of arrays: scipy's BLAS for large float matrices when scipy is there, numpy otherwise.

numpy in Pyodide has no BLAS, scipy has OpenBLAS; on a desktop both have one and the detour only costs a call.
"""

from __future__ import annotations

import importlib.util
import sys

import numpy as np

__tracebackhide__ = True

# Below this many multiplications the call itself costs more than it saves (measured with bench/torch.ts).
SMALL = 1 << 14


class _Blas:
    loaded = False
    sgemm = dgemm = None


def _load() -> None:
    _Blas.loaded = True
    # Only in Pyodide: elsewhere numpy has its own BLAS.
    if sys.platform != "emscripten" or importlib.util.find_spec("scipy") is None:
        return
    try:
        from scipy.linalg.blas import dgemm, sgemm
    except ImportError:
        return
    _Blas.sgemm, _Blas.dgemm = sgemm, dgemm


def _gemm(a, b):
    """[n, k] @ [k, m] by BLAS. BLAS is column-major, so it computes the transposed product of the transposes."""
    gemm = _Blas.sgemm if a.dtype == np.float32 else _Blas.dgemm
    ta = tb = 0
    if a.flags.c_contiguous:
        left = a.T
    else:
        left, ta = a, 1
    if b.flags.c_contiguous:
        right = b.T
    else:
        right, tb = b, 1
    return gemm(1.0, right, left, trans_a=tb, trans_b=ta).T


def product(a, b):
    """``a @ b`` for arrays of one type with two or more axes."""
    if a.ndim == 2 and b.ndim == 2:
        size = a.shape[0] * a.shape[1] * b.shape[1]
        if size >= SMALL and a.dtype == b.dtype and a.dtype.char in "fd":
            if not _Blas.loaded:
                _load()
            if _Blas.sgemm is not None:
                return _gemm(a, b)
        return a @ b
    if a.ndim > 2 and b.ndim == 2:
        return product(a.reshape(-1, a.shape[-1]), b).reshape(a.shape[:-1] + (b.shape[1],))
    return a @ b
