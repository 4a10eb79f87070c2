# Long because: the inside of torch is taken apart in a change of its own.
"""Reductions: sum, mean, prod, extremes, variance, norms, logsumexp, any/all. ``dim`` may be one axis or several."""

from __future__ import annotations

import math

import numpy as np

from . import _dtypes as dt
from . import _poly as px
from ._graph import record, wrap
from ._results import named
from ._size import axes_of, axis_of

__tracebackhide__ = True

_ALL_AXES = object()


def pick_axes(dim, axis, keepdim, keepdims, ndim):
    """(axes or None, keepdim) from PyTorch's and numpy's names of the same arguments."""
    if axis is not None:
        dim = axis
    if keepdims is not None:
        keepdim = keepdims
    return axes_of(dim, ndim), keepdim


def back(g, axes, keepdim, ndim):
    """Gradient of a reduction with its removed axes put back as length 1."""
    if keepdim or axes is None or not ndim:
        return g
    return px.unsqueeze(g, axes)


def sum(input, dim=None, keepdim=False, *, dtype=None, axis=None, keepdims=None):
    """Sum over ``dim`` (all axes by default). Integers and bools sum to int64."""
    a = input._a
    axes, keep = pick_axes(dim, axis, keepdim, keepdims, a.ndim)
    if dtype is not None:
        a = a.astype(dtype.np, copy=False)
    elif a.dtype.kind in "bui":
        a = a.astype(np.int64, copy=False)
    arr = a.sum(axis=axes if a.ndim else None, keepdims=keep)
    if a.ndim and arr.dtype != a.dtype:
        arr = arr.astype(a.dtype)
    shape, nd = input._a.shape, input._a.ndim
    return record(arr, "SumBackward0" if axes is None else "SumBackward1", (input,),
                  lambda n, g: (px.expand(back(g, axes, keep, nd), shape),))


def _count(shape, axes) -> int:
    return math.prod(shape) if axes is None else math.prod(shape[d] for d in axes)


def _need_float(input, name):
    if input._a.dtype.kind != "f":
        kind = dt.SCALAR_NAMES[input.dtype.name]
        raise RuntimeError(
            f"{name}(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. "
            f"Got: {kind}"
        )


def mean(input, dim=None, keepdim=False, *, dtype=None, axis=None, keepdims=None):
    """Arithmetic mean over ``dim``; floating point tensors only."""
    if dtype is not None:
        input = input.to(dtype)
    _need_float(input, "mean")
    a = input._a
    axes, keep = pick_axes(dim, axis, keepdim, keepdims, a.ndim)
    count = _count(a.shape, axes)
    with np.errstate(all="ignore"):
        arr = np.asarray(a.sum(axis=axes if a.ndim else None, keepdims=keep) / a.dtype.type(count), a.dtype)
    shape, nd = a.shape, a.ndim
    return record(arr, "MeanBackward0" if axes is None else "MeanBackward1", (input,),
                  lambda n, g: (px.expand(back(g / count, axes, keep, nd), shape),))


def nansum(input, dim=None, keepdim=False, *, dtype=None):
    """Sum that counts NaN as 0."""
    from ._compare import isnan, where

    return sum(where(isnan(input), 0.0, input), dim, keepdim, dtype=dtype)


def nanmean(input, dim=None, keepdim=False, *, dtype=None):
    """Mean of the entries that are not NaN."""
    from ._compare import isnan

    return nansum(input, dim, keepdim, dtype=dtype) / (~isnan(input)).sum(dim, keepdim)


def prod(input, dim=None, keepdim=False, *, dtype=None, axis=None):
    """Product over one axis or all."""
    a = input._a if dtype is None else input._a.astype(dtype.np)
    if dtype is None and a.dtype.kind in "bui":
        a = a.astype(np.int64)
    axes, keep = pick_axes(dim, axis, keepdim, None, a.ndim)
    d = None if axes is None else axes[0]
    arr = a.prod(axis=d if a.ndim else None, keepdims=keep if d is not None else False)

    def bw(n, g):
        x = n.get()[0]
        gg = back(g, axes, keep, x.ndim)
        if not (px.detached(x) == 0).any():
            y = x.prod() if d is None else (x.prod(d, True) if hasattr(x, "_a") else x.prod(axis=d, keepdims=True))
            return (gg * y / x,)
        # With zeros: the product of all the others, one axis position at a time.
        flat = x.reshape(-1) if d is None else x
        line = 0 if d is None else d
        size = flat.shape[line]
        parts = []
        for i in range(size):
            order = [j for j in range(size) if j != i]
            rest = px.call(flat, lambda v: v.index_select(line, wrap(np.asarray(order, np.int64))),
                           lambda v: v.take(order, axis=line))
            parts.append(px.call(rest, lambda v: v.prod(line, True), lambda v: v.prod(axis=line, keepdims=True)))
        others = px.call(flat, lambda v: _cat(parts, line), lambda v: np.concatenate(parts, axis=line))
        return ((gg * others.reshape(x.shape)) if d is None else gg * others,)

    return record(arr, "ProdBackward0" if d is None else "ProdBackward1", (input,), bw, (input,))


def _cat(parts, dim):
    from ._joining import cat

    return cat(parts, dim)


def _extreme(name, fn):
    def op(input, dim=None, keepdim=False, *, axis=None):
        a = input._a
        axes, keep = pick_axes(None if dim == () else dim, axis, keepdim, None, a.ndim)
        if a.size == 0 and axes is None:
            raise IndexError(f"{name}(): Expected reduction dim to be specified for input.numel() == 0. Specify the "
                             "reduction dim with the 'dim' argument.")
        arr = fn(a, axis=axes if a.ndim else None, keepdims=keep)

        def bw(n, g):
            x = px.detached(n.get()[0])
            y = back(px.detached(n.result()), axes, keep, x.ndim)
            hit = (x == y).astype(x.dtype)
            share = hit / hit.sum(axis=axes if x.ndim else None, keepdims=True)
            return (back(g, axes, keep, x.ndim) * (wrap(share) if hasattr(g, "_a") else share),)

        return record(arr, name.capitalize() + "Backward0", (input,), bw, (input,), True)

    op.__name__ = name
    op.__doc__ = "Extreme value over ``dim``; equal extremes share the gradient."
    return op


amax, amin = _extreme("amax", np.max), _extreme("amin", np.min)


def aminmax(input, *, dim=None, keepdim=False):
    """(min, max) as a named tuple."""
    return named("aminmax", "min", "max")(amin(input, dim, keepdim), amax(input, dim, keepdim))


def all(input, dim=None, keepdim=False, *, axis=None):
    """Whether all elements are true."""
    axes, keep = pick_axes(dim, axis, keepdim, None, input._a.ndim)
    return wrap(np.all(input._a, axis=axes if input._a.ndim else None, keepdims=keep))


def any(input, dim=None, keepdim=False, *, axis=None):
    """Whether any element is true."""
    axes, keep = pick_axes(dim, axis, keepdim, None, input._a.ndim)
    return wrap(np.any(input._a, axis=axes if input._a.ndim else None, keepdims=keep))


def count_nonzero(input, dim=None):
    """Number of elements that are not zero."""
    return wrap(np.asarray(np.count_nonzero(input._a, axis=axes_of(dim, input._a.ndim)), np.int64))


def _correction(unbiased, correction):
    if correction is not None:
        return correction
    return 1 if unbiased is None or unbiased else 0


def _spread_args(dim, unbiased):
    """``var(True)`` and ``var(dim)`` share the first place."""
    return (None, dim) if isinstance(dim, bool) else (dim, unbiased)


def var(input, dim=None, unbiased=None, keepdim=False, *, correction=None, axis=None):
    """Variance over ``dim`` with ``correction`` (1 by default: Bessel's)."""
    dim, unbiased = _spread_args(dim, unbiased)
    _need_float(input, "var")
    a = input._a
    axes, keep = pick_axes(dim, axis, keepdim, None, a.ndim)
    count = _count(a.shape, axes)
    free = max(count - _correction(unbiased, correction), 0)
    if free <= 0:
        import warnings

        warnings.warn("var(): degrees of freedom is <= 0. Correction should be strictly less than the reduction factor "
                      "(input numel divided by output numel).", stacklevel=2)
    spot = axes if a.ndim else None
    with np.errstate(all="ignore"):
        centred = a - a.mean(axis=spot, keepdims=True)
        arr = np.asarray((centred * centred).sum(axis=spot, keepdims=keep) / np.asarray(free, a.dtype), a.dtype)

    def bw(n, g):
        x = n.get()[0]
        mid = x.mean(axis=spot, keepdims=True) if spot is not None else x.mean()
        return (back(g, axes, keep, x.ndim) * (x - mid) * (2.0 / free if free else math.nan),)

    return record(arr, "VarBackward0", (input,), bw, (input,))


def std(input, dim=None, unbiased=None, keepdim=False, *, correction=None, axis=None):
    """Standard deviation over ``dim``: the root of :func:`var`."""
    dim, unbiased = _spread_args(dim, unbiased)
    _need_float(input, "std")
    v = var(input, dim, unbiased, keepdim, correction=correction, axis=axis)
    with np.errstate(all="ignore"):
        arr = np.sqrt(v._a)

    def bw(n, g):
        y = n.result()
        zero = px.detached(y) == 0
        return (px.where(zero, px.zeros_like(g), g / (px.where(zero, 1.0, y) * 2)),)

    return record(arr, "StdBackward0", (v,), bw, (), True)


def var_mean(input, dim=None, unbiased=None, keepdim=False, *, correction=None):
    """(variance, mean)."""
    dim, unbiased = _spread_args(dim, unbiased)
    return var(input, dim, unbiased, keepdim, correction=correction), mean(input, dim, keepdim)


def std_mean(input, dim=None, unbiased=None, keepdim=False, *, correction=None):
    """(standard deviation, mean)."""
    dim, unbiased = _spread_args(dim, unbiased)
    return std(input, dim, unbiased, keepdim, correction=correction), mean(input, dim, keepdim)


def logsumexp(input, dim, keepdim=False):
    """``log(sum(exp(input)))`` over ``dim`` without overflow."""
    a = input._a
    axes = axes_of(dim, a.ndim)
    spot = axes if a.ndim else None
    top = a.max(axis=spot, keepdims=True)
    top = np.where(np.isfinite(top), top, a.dtype.type(0))
    with np.errstate(divide="ignore"):
        full = np.log(np.exp(a - top).sum(axis=spot, keepdims=True)) + top
    arr = full if keepdim or not a.ndim else full.squeeze(axes)

    def bw(n, g):
        x, y = n.get()[0], n.result()
        return (back(g, axes, keepdim, x.ndim) * px.exp(x - back(y, axes, keepdim, x.ndim)),)

    return record(arr, "LogsumexpBackward0", (input,), bw, (input,), True)


def norm(input, p="fro", dim=None, keepdim=False, *, dtype=None):
    """Vector norm of order ``p`` over ``dim`` ('fro' = 2)."""
    from ._compare import where

    if dtype is not None:
        input = input.to(dtype)
    p = 2.0 if p in ("fro", None) else float(p)
    if p == math.inf:
        return amax(input.abs(), dim, keepdim)
    if p == -math.inf:
        return amin(input.abs(), dim, keepdim)
    if p == 0:
        return (input != 0).sum(dim, keepdim).to(input.dtype)
    if p == 1:
        return sum(input.abs(), dim, keepdim)
    if p == 2:
        a = input._a
        axes = axes_of(dim, a.ndim)
        arr = np.sqrt((a * a).sum(axis=axes if a.ndim else None, keepdims=keepdim))

        def bw(n, g):
            x, y = n.get()[0], n.result()
            y = back(y, axes, keepdim, x.ndim)
            zero = px.detached(y) == 0
            return (back(g, axes, keepdim, x.ndim) * (x / px.where(zero, 1.0, y)),)

        return record(arr, "LinalgVectorNormBackward0", (input,), bw, (input,), True)
    total = sum(input.abs() ** p, dim, keepdim)
    safe = where(total == 0, 1.0, total)
    return where(total == 0, 0.0, safe ** (1 / p))


def dist(input, other, p=2):
    """``norm(input - other, p)``."""
    return norm(input - other, p)


def cumsum(input, dim, *, dtype=None):
    """Running sum along ``dim``."""
    a = input._a
    if dtype is not None:
        a = a.astype(dtype.np)
    elif a.dtype.kind in "bui":
        a = a.astype(np.int64)
    d = axis_of(dim, a.ndim)
    if not a.ndim:
        return record(a.copy(), "CumsumBackward0", (input,), lambda n, g: (g,))

    def bw(n, g):
        return (px.call(g, lambda t: t.flip(d).cumsum(d).flip(d), lambda v: np.flip(np.flip(v, d).cumsum(d), d)),)

    return record(a.cumsum(d, dtype=a.dtype), "CumsumBackward0", (input,), bw)


def cumprod(input, dim, *, dtype=None):
    """Running product along ``dim``."""
    a = input._a
    if dtype is not None:
        a = a.astype(dtype.np)
    elif a.dtype.kind in "bui":
        a = a.astype(np.int64)
    d = axis_of(dim, a.ndim)

    def bw(n, g):
        x = n.get()[0]
        if (px.detached(x) == 0).any():
            raise NotImplementedError("the gradient of cumprod through zeros does not exist here; nearest: torch.prod")
        y = n.result()
        w = g * y
        return (px.call(w, lambda t: t.flip(d).cumsum(d).flip(d), lambda v: np.flip(np.flip(v, d).cumsum(d), d)) / x,)

    return record(a.cumprod(d, dtype=a.dtype), "CumprodBackward0", (input,), bw, (input,), True)


def logcumsumexp(input, dim):
    """Running ``logsumexp`` along ``dim``."""
    d = axis_of(dim, input._a.ndim)
    top = wrap(input._a.max(axis=d, keepdims=True))
    return (input - top).exp().cumsum(d).log() + top


def diff(input, n=1, dim=-1):
    """Differences of neighbours along ``dim``, ``n`` times."""
    from ._views import narrow

    for _ in range(n):
        size = input._a.shape[dim]
        input = narrow(input, dim, 1, size - 1) - narrow(input, dim, 0, size - 1)
    return input
