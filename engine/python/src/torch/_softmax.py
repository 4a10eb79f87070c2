"""softmax and log_softmax along an axis."""

from __future__ import annotations

import numpy as np

from ._graph import record
from ._size import axis_of

__tracebackhide__ = True


def _sum_keep(x, d):
    return x.sum(axis=d, keepdims=True)


def _prepare(input, dim, dtype):
    if dtype is not None:
        input = input.to(dtype)
    if input._a.dtype.kind != "f":
        from ._dtypes import SCALAR_NAMES

        raise NotImplementedError(f'"softmax_lastdim_kernel_impl" not implemented for \'{SCALAR_NAMES[input.dtype.name]}\'')
    return input, axis_of(dim, input._a.ndim)


def softmax(input, dim, dtype=None):
    """``exp(input) / sum(exp(input))`` along ``dim``."""
    input, d = _prepare(input, dim, dtype)
    a = input._a
    if not a.ndim:
        return record(np.ones_like(a), "SoftmaxBackward0", (input,), lambda n, g: (g * 0,))
    with np.errstate(invalid="ignore"):
        e = np.exp(a - a.max(axis=d, keepdims=True))
        arr = e / e.sum(axis=d, keepdims=True)

    def bw(n, g):
        y = n.result()
        return ((g - _sum_keep(g * y, d)) * y,)

    return record(arr, "SoftmaxBackward0", (input,), bw, (), True)


def log_softmax(input, dim, dtype=None):
    """``log(softmax(input))`` along ``dim`` without overflow."""
    from . import _poly as px

    input, d = _prepare(input, dim, dtype)
    a = input._a
    if not a.ndim:
        return record(np.zeros_like(a), "LogSoftmaxBackward0", (input,), lambda n, g: (g * 0,))
    with np.errstate(invalid="ignore"):
        shifted = a - a.max(axis=d, keepdims=True)
        arr = shifted - np.log(np.exp(shifted).sum(axis=d, keepdims=True))

    def bw(n, g):
        return (g - px.exp(n.result()) * _sum_keep(g, d),)

    return record(arr, "LogSoftmaxBackward0", (input,), bw, (), True)
