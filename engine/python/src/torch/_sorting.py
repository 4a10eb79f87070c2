# Long because: the inside of torch is taken apart in a change of its own.
"""Order: sort, topk, extremes with indices, median, quantile, unique, counts and searches."""

from __future__ import annotations

import numpy as np

from ._arithmetic import maximum, minimum
from ._gather import gather
from ._graph import Registry, wrap
from ._reduce import amax, amin
from ._results import named
from ._size import axis_of

__tracebackhide__ = True


def _pair(name):
    return named(name, "values", "indices")


_sort, _topk, _max, _min, _median, _mode, _kth, _cummax, _cummin = map(
    _pair, ("sort", "topk", "max", "min", "median", "mode", "kthvalue", "cummax", "cummin"))


def order(a, axis, descending):
    """Stable order along an axis; NaN counts as the largest value."""
    if not descending:
        return np.argsort(a, axis=axis, kind="stable")
    flipped = np.flip(a, axis)
    return a.shape[axis] - 1 - np.flip(np.argsort(flipped, axis=axis, kind="stable"), axis)


def _taken(kind, input, d, index, keepdim=True):
    """Named (values, indices) for an index array along an axis; values stay differentiable."""
    i = wrap(np.ascontiguousarray(index).astype(np.int64, copy=False))
    values = gather(input, d, i)
    if not keepdim:
        values, i = values.squeeze(d), i.squeeze(d)
    return kind(values, i)


def sort(input, dim=-1, descending=False, *, stable=False):
    """(values, indices) in order along ``dim``."""
    if not input._a.ndim:
        return _sort(input.clone(), wrap(np.zeros((), np.int64)))
    d = axis_of(dim, input._a.ndim)
    return _taken(_sort, input, d, order(input._a, d, descending))


def argsort(input, dim=-1, descending=False, *, stable=False):
    """Indices that sort along ``dim``."""
    return sort(input.detach(), dim, descending).indices


def msort(input):
    """Sorted along axis 0."""
    return sort(input, 0).values


def topk(input, k, dim=-1, largest=True, sorted=True):
    """(values, indices) of the ``k`` largest (or smallest) along ``dim``, in order."""
    if not input._a.ndim:
        return _topk(input.clone(), wrap(np.zeros((), np.int64)))
    d = axis_of(dim, input._a.ndim)
    if k < 0 or k > input._a.shape[d]:
        raise RuntimeError("selected index k out of range")
    index = order(input._a, d, largest)
    return _taken(_topk, input, d, index[(slice(None),) * d + (slice(0, k),)])


def kthvalue(input, k, dim=-1, keepdim=False):
    """(value, index) of the k-th smallest along ``dim`` (k counts from 1)."""
    d = axis_of(dim, input._a.ndim)
    if not 1 <= k <= input._a.shape[d]:
        raise RuntimeError("kthvalue(): selected number k out of range for dimension " + str(d))
    index = order(input._a, d, False)[(slice(None),) * d + (slice(k - 1, k),)]
    return _taken(_kth, input, d, index, keepdim)


def _extreme(kind, whole, both, arg):
    def op(input, dim=None, keepdim=False, *, axis=None):
        dim = dim if axis is None else axis
        if dim is None:
            if not input._a.size:
                raise RuntimeError(
                    f"{kind.__name__}(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction "
                    "dim with the 'dim' argument."
                )
            return whole(input)
        if isinstance(dim, Registry.Tensor):
            return both(input, dim)
        d = axis_of(dim, input._a.ndim)
        if not input._a.ndim:
            return kind(input.clone(), wrap(np.zeros((), np.int64)))
        if input._a.shape[d] == 0:
            raise IndexError(f"{kind.__name__}(): Expected reduction dim {d} to have non-zero size.")
        return _taken(kind, input, d, np.expand_dims(arg(input._a, axis=d), d), keepdim)

    op.__name__ = kind.__name__
    op.__doc__ = "Extreme of all; with ``dim`` (values, indices) along it; with a tensor, element by element."
    return op


max, min = _extreme(_max, amax, maximum, np.argmax), _extreme(_min, amin, minimum, np.argmin)


def _arg(name, fn):
    def op(input, dim=None, keepdim=False, *, axis=None):
        dim = dim if axis is None else axis
        a = input._a
        if a.dtype.kind == "b":
            raise RuntimeError(f'"{name}_cpu" not implemented for \'Bool\'')
        if dim is None:
            if not a.size:
                raise IndexError(f"{name}(): Expected reduction dim to be specified for input.numel() == 0. Specify the "
                                 "reduction dim with the 'dim' argument.")
            found = np.asarray(fn(a.reshape(-1)), np.int64)
            return wrap(found.reshape((1,) * a.ndim) if keepdim else found)
        d = axis_of(dim, a.ndim)
        if not a.ndim:
            return wrap(np.zeros((), np.int64))
        return wrap(np.asarray(fn(a, axis=d, keepdims=keepdim), np.int64))

    op.__name__, op.__doc__ = name, "Index of the extreme value along ``dim`` (of the flattened tensor by default)."
    return op


argmax, argmin = _arg("argmax", np.argmax), _arg("argmin", np.argmin)


def median(input, dim=None, keepdim=False):
    """Lower median of all; with ``dim`` (values, indices). NaN wins."""
    if dim is None:
        flat = input.reshape(-1)
        if input._a.dtype.kind == "f" and np.isnan(input._a).any():
            return flat[int(np.flatnonzero(np.isnan(flat._a))[0])]
        return flat[int(np.argsort(flat._a, kind="stable")[(flat._a.size - 1) // 2])]
    d = axis_of(dim, input._a.ndim)
    middle = (input._a.shape[d] - 1) // 2
    index = order(input._a, d, False)[(slice(None),) * d + (slice(middle, middle + 1),)]
    return _taken(_median, input, d, index, keepdim)


def nanmedian(input):
    """Lower median of the entries that are not NaN."""
    flat = input.reshape(-1)
    return median(flat[~flat.isnan()])


def mode(input, dim=-1, keepdim=False):
    """(values, indices) of the most frequent value along ``dim``; the smallest of equals, its last index."""
    d = axis_of(dim, input._a.ndim)
    rows = np.moveaxis(input._a, d, -1)
    index = np.empty(rows.shape[:-1], np.int64)
    for at in np.ndindex(*rows.shape[:-1]):
        values, counts = np.unique(rows[at], return_counts=True)
        index[at] = np.flatnonzero(rows[at] == values[counts.argmax()])[-1]
    return _taken(_mode, input, d, np.expand_dims(index, d), keepdim)


def _running(kind, fn):
    def op(input, dim):
        d = axis_of(dim, input._a.ndim)
        best = fn.accumulate(input._a, axis=d)
        place = np.arange(input._a.shape[d]).reshape([-1 if k == d else 1 for k in range(input._a.ndim)])
        index = np.maximum.accumulate(np.where(input._a == best, place, 0), axis=d)
        return _taken(kind, input, d, index)

    op.__doc__ = "(values, indices) of the running extreme along ``dim``."
    return op


cummax, cummin = _running(_cummax, np.maximum), _running(_cummin, np.minimum)


def quantile(input, q, dim=None, keepdim=False, *, interpolation="linear"):
    """Quantiles ``q`` (number or vector in [0, 1]) along ``dim``, interpolated between neighbours."""
    qt = q if isinstance(q, Registry.Tensor) else wrap(np.asarray(q, input._a.dtype))
    if input._a.dtype.kind != "f":
        raise RuntimeError("quantile() input tensor must be either float or double dtype")
    if (qt._a < 0).any() or (qt._a > 1).any():
        if not qt._a.ndim:
            raise RuntimeError(f"quantile() q must be in the range [0, 1] but got {qt._a.item():g}")
        raise RuntimeError("quantile() q values must be in the range [0, 1]")
    source = input.reshape(-1) if dim is None else input
    d = 0 if dim is None else axis_of(dim, input._a.ndim)
    moved = sort(source, d).values.movedim(d, -1)
    place = qt._a.reshape(-1).astype(np.float64) * (moved._a.shape[-1] - 1)
    below, above = np.floor(place).astype(np.int64), np.ceil(place).astype(np.int64)
    low, high = moved[..., wrap(below)], moved[..., wrap(above)]
    part = (place - below).astype(input._a.dtype)
    if interpolation == "lower":
        out = low
    elif interpolation == "higher":
        out = high
    elif interpolation == "nearest":
        out = moved[..., wrap(np.round(place).astype(np.int64))]
    elif interpolation == "midpoint":
        out = (low + high) / 2
    elif interpolation == "linear":
        out = low + wrap(part) * (high - low)
    else:
        raise RuntimeError("quantile() interpolation must be one of linear, lower, higher, midpoint or nearest, but got "
                           + interpolation)
    gone = np.isnan(moved._a[..., -1:])
    if gone.any():
        out = out.masked_fill(wrap(gone), float("nan"))
    if keepdim:
        out = out.movedim(-1, 0)
        out = out.reshape((-1,) + (1,) * input._a.ndim) if dim is None else out.unsqueeze(d + 1)
    else:
        out = out.movedim(-1, 0)
    return out.squeeze(0) if not qt._a.ndim else out


def nanquantile(input, q, dim=None, keepdim=False, *, interpolation="linear"):
    """Quantile of the entries that are not NaN (whole tensor, or rows of the last axis one by one)."""
    if dim is None:
        flat = input.reshape(-1)
        return quantile(flat[~flat.isnan()], q, 0, keepdim, interpolation=interpolation)
    raise NotImplementedError("nanquantile with dim does not exist here; nearest: torch.quantile or nanquantile of all")


def unique(input, sorted=True, return_inverse=False, return_counts=False, dim=None):
    """Different values in order; optionally where each element went and how often each occurs."""
    values, inverse, counts = np.unique(input._a, return_inverse=True, return_counts=True, axis=dim)
    inverse = inverse.reshape(input._a.shape if dim is None else input._a.shape[dim])
    found = [wrap(values)]
    if return_inverse:
        found.append(wrap(inverse.astype(np.int64)))
    if return_counts:
        found.append(wrap(counts.astype(np.int64)))
    return found[0] if len(found) == 1 else tuple(found)


def unique_consecutive(input, return_inverse=False, return_counts=False, dim=None):
    """Runs of equal values reduced to one value each."""
    if dim is not None:
        raise NotImplementedError("unique_consecutive with dim does not exist here; nearest: torch.unique(dim=...)")
    flat = input._a.reshape(-1)
    first = np.concatenate((np.ones(flat[:1].shape, bool), flat[1:] != flat[:-1]))
    found = [wrap(flat[first])]
    if return_inverse:
        found.append(wrap((np.cumsum(first) - 1).reshape(input._a.shape).astype(np.int64)))
    if return_counts:
        starts = np.flatnonzero(first)
        found.append(wrap(np.diff(np.append(starts, flat.size)).astype(np.int64)))
    return found[0] if len(found) == 1 else tuple(found)


def bincount(input, weights=None, minlength=0):
    """How often each non-negative integer occurs (or the sum of its weights)."""
    if input._a.ndim != 1 or input._a.dtype.kind not in "iu" or (input._a.size and input._a.min() < 0):
        raise RuntimeError("bincount only supports 1-d non-negative integral inputs.")
    if weights is None:
        return wrap(np.bincount(input._a.astype(np.intp), minlength=minlength).astype(np.int64))
    out = np.bincount(input._a.astype(np.intp), weights._a, minlength)
    return wrap(out.astype(np.float32) if weights._a.dtype == np.float32 else out)


def histc(input, bins=100, min=0, max=0):
    """Counts in ``bins`` equal bins between ``min`` and ``max`` (data limits when both are 0)."""
    low, high = (min, max) if (min, max) != (0, 0) else (input._a.min(), input._a.max())
    if low == high:
        low, high = low - 1, high + 1
    a = input._a[(input._a >= low) & (input._a <= high)]
    return wrap(np.histogram(a, bins, (float(low), float(high)))[0].astype(input._a.dtype))


def searchsorted(sorted_sequence, input, *, out_int32=False, right=False, side=None):
    """Where values would be inserted into sorted rows; [.., n] and [.., m] -> [.., m]."""
    side = side or ("right" if right else "left")
    s = sorted_sequence._a
    v = input._a if isinstance(input, Registry.Tensor) else np.asarray(input)
    kind = np.int32 if out_int32 else np.int64
    if s.ndim == 1:
        return wrap(np.asarray(np.searchsorted(s, v, side)).astype(kind))
    out = np.empty(v.shape, kind)
    for at in np.ndindex(*s.shape[:-1]):
        out[at] = np.searchsorted(s[at], v[at], side)
    return wrap(out)


def bucketize(input, boundaries, *, out_int32=False, right=False):
    """Bucket number of each value between sorted ``boundaries``."""
    return searchsorted(boundaries, input, out_int32=out_int32, right=right)


def cov(input, *, correction=1):
    """Covariance of the rows: [variables, observations]."""
    x = input.reshape(1, -1) if input._a.ndim < 2 else input
    centred = x - x.mean(1, keepdim=True)
    return (centred @ centred.t() / (x._a.shape[1] - correction)).squeeze()


def corrcoef(input):
    """Correlation of the rows."""
    c = cov(input)
    if not c._a.ndim:
        return c / c
    s = c.diagonal().sqrt()
    return (c / s.unsqueeze(0) / s.unsqueeze(1)).clamp(-1, 1)
