"""``torch.testing``: comparison of tensors in tests."""

from __future__ import annotations

import numpy as np

from ._factory import as_tensor

__tracebackhide__ = True

# (rtol, atol) by type, PyTorch's defaults.
TOLERANCE = {"float16": (1e-3, 1e-5), "bfloat16": (1.6e-2, 1e-5), "float32": (1.3e-6, 1e-5), "float64": (1e-7, 1e-7)}


def assert_close(actual, expected, *, rtol=None, atol=None, equal_nan=False, check_dtype=True, msg=None) -> None:
    """AssertionError unless shapes, types and values (within tolerance) agree."""
    if isinstance(actual, (list, tuple)) and isinstance(expected, (list, tuple)):
        assert len(actual) == len(expected), f"The length of the sequences mismatch: {len(actual)} != {len(expected)}"
        for a, b in zip(actual, expected):
            assert_close(a, b, rtol=rtol, atol=atol, equal_nan=equal_nan, check_dtype=check_dtype, msg=msg)
        return
    a, b = as_tensor(actual), as_tensor(expected)
    if a.shape != b.shape:
        raise AssertionError(f"The values for attribute 'shape' do not match: {a.shape} != {b.shape}.")
    if check_dtype and a.dtype is not b.dtype:
        raise AssertionError(f"The values for attribute 'dtype' do not match: {a.dtype} != {b.dtype}.")
    r, t = TOLERANCE.get(a.dtype.name, (0.0, 0.0))
    r, t = (r if rtol is None else rtol), (t if atol is None else atol)
    close = np.isclose(a._a, b._a, rtol=r, atol=t, equal_nan=equal_nan)
    if not close.all():
        bad = int((~close).sum())
        gap = float(np.nanmax(np.abs(a._a.astype(np.float64) - b._a.astype(np.float64))))
        raise AssertionError(msg or (
            f"Tensor-likes are not close!\n\nMismatched elements: {bad} / {a.numel()} ({100 * bad / a.numel():.1f}%)\n"
            f"Greatest absolute difference: {gap} (up to {t} allowed)"
        ))
