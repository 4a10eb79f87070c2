"""Operands of binary operations: common type by PyTorch's rules, and its message where shapes do not broadcast."""

from __future__ import annotations

import numpy as np

from . import _dtypes as dt
from ._graph import Registry

__tracebackhide__ = True


def scalar_dtype(value):
    """The type that a Python or numpy number stands for."""
    if isinstance(value, (bool, np.bool_)):
        return dt.bool
    if isinstance(value, (int, np.integer)):
        return dt.int64
    if isinstance(value, (float, np.floating)):
        return dt.get_default_dtype()
    if isinstance(value, complex):
        raise NotImplementedError("complex numbers do not exist here; the nearest thing is a pair of float32 tensors")
    raise TypeError(f"expected a number or a tensor, but got {type(value).__name__}")


def _merge(high, low):
    """Type of operands where ``high`` (more dimensions) wins unless ``low`` is of a higher category."""
    if high is None:
        return low
    if low is None or high.category >= low.category:
        return high
    return low


def result_type(*values):
    """The type of an operation on tensors and numbers: full tensors, then 0-d tensors, then numbers."""
    full = zero = number = None
    for v in values:
        if isinstance(v, Registry.Tensor):
            if v._a.ndim:
                full = v.dtype if full is None else dt.promote_types(full, v.dtype)
            else:
                zero = v.dtype if zero is None else dt.promote_types(zero, v.dtype)
        else:
            d = scalar_dtype(v)
            number = d if number is None else dt.promote_types(number, d)
    return _merge(full, _merge(zero, number))


def _other(value):
    return value.item() if isinstance(value, np.generic) else value


def pair(a, b):
    """Arrays (or one array and one Python number) of the common type of ``a`` and ``b``."""
    Tensor = Registry.Tensor
    if isinstance(a, Tensor):
        x = a._a
        if isinstance(b, Tensor):
            y = b._a
            if x.dtype == y.dtype:
                return x, y
            d = result_type(a, b).np
            return (x if x.dtype == d else x.astype(d)), (y if y.dtype == d else y.astype(d))
        b = _other(b)
        if x.dtype.kind == "f" and type(b) in (int, float, bool):
            return x, b
        d = result_type(a, b).np
        return (x if x.dtype == d else x.astype(d)), np.asarray(b).astype(d)
    if not isinstance(b, Tensor):
        raise TypeError(f"expected Tensor, but got {type(a).__name__} and {type(b).__name__}")
    y, x = pair(b, a)
    return x, y


def float_pair(a, b):
    """Like :func:`pair`, for operations whose result is floating point even on integers."""
    x, y = pair(a, b)
    kind = x.dtype.kind if isinstance(x, np.ndarray) else y.dtype.kind
    if kind == "f":
        return x, y
    d = dt.get_default_dtype().np
    return np.asarray(x).astype(d), np.asarray(y).astype(d)


def broadcast_error(x, y):
    """The error for shapes that do not broadcast."""
    a, b = np.shape(x), np.shape(y)
    n = max(len(a), len(b))
    for i in range(n - 1, -1, -1):
        p = a[i - n + len(a)] if i - n + len(a) >= 0 else 1
        q = b[i - n + len(b)] if i - n + len(b) >= 0 else 1
        if p != q and p != 1 and q != 1:
            return RuntimeError(
                f"The size of tensor a ({p}) must match the size of tensor b ({q}) at non-singleton dimension {i}"
            )
    return RuntimeError(f"shapes {a} and {b} do not broadcast")


def tensors(*values):
    """Those of ``values`` that are tensors (the inputs that the tape has edges for)."""
    return tuple(v for v in values if isinstance(v, Registry.Tensor))


def as_tensor(value, like=None):
    """A tensor of a number; tensors pass. With ``like`` the number takes its type where the category allows."""
    if isinstance(value, Registry.Tensor):
        return value
    from ._graph import wrap

    d = scalar_dtype(value) if like is None else result_type(like, value)
    return wrap(np.asarray(value, d.np))


def as_float(t):
    """The array of ``t``, integers cast to the default floating type."""
    a = t._a
    return a if a.dtype.kind == "f" else a.astype(dt.get_default_dtype().np)
