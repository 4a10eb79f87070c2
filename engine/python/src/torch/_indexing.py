"""``x[...]`` and ``x[...] = y``: a basic part (numbers, slices, None, ...) that is a view, then index tensors."""

from __future__ import annotations

import numpy as np

from . import _poly as px
from ._graph import Registry, record, view, wrap

__tracebackhide__ = True


def _index_array(item):
    """An index list, array or tensor as an integer or bool array."""
    a = item._a if isinstance(item, Registry.Tensor) else np.asarray(item)
    if a.size == 0 and a.dtype.kind == "f":
        a = a.astype(np.int64)
    if a.dtype == np.uint8 and isinstance(item, Registry.Tensor):
        a = a.astype(bool)
    if a.dtype.kind not in "iub":
        raise IndexError("tensors used as indices must be long, int, byte or bool tensors")
    return a


def plan(index, shape):
    """Split an index into (basic, advanced): ``x[basic]`` is a view, ``advanced`` indexes that view (or is None)."""
    items = list(index) if isinstance(index, tuple) else [index]
    used = 0
    for k, it in enumerate(items):
        if isinstance(it, (list, np.ndarray, range)) or (isinstance(it, Registry.Tensor) and it._a.ndim):
            items[k] = it = _index_array(it)
            used += it.ndim if it.dtype.kind == "b" else 1
        elif isinstance(it, Registry.Tensor):
            if it._a.dtype.kind == "b":
                items[k] = it._a
            elif it._a.dtype.kind == "f":
                _index_array(it)
            else:
                items[k] = int(it._a)
                used += 1
        elif isinstance(it, (bool, np.bool_)):
            items[k] = np.asarray(it)
        elif it is None or it is Ellipsis:
            pass
        elif isinstance(it, slice):
            items[k] = _slice(it)
            used += 1
        elif hasattr(it, "__index__"):
            items[k] = it.__index__()
            used += 1
        else:
            raise TypeError(
                "only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are valid indices (got "
                f"{type(it).__name__})"
            )
    if used > len(shape):
        if not shape:
            raise IndexError("invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ "
                             "to convert a 0-dim tensor to a number")
        raise IndexError(f"too many indices for tensor of dimension {len(shape)}")
    at = next((k for k, it in enumerate(items) if it is Ellipsis), len(items))
    items[at : at + 1] = [slice(None)] * (len(shape) - used)
    basic, advanced, axis, any_advanced = [], [], 0, False
    for it in items:
        if it is None:
            basic.append(None)
            advanced.append(slice(None))
        elif isinstance(it, slice):
            basic.append(it)
            advanced.append(slice(None))
            axis += 1
        elif isinstance(it, int):
            n = shape[axis]
            if not -n <= it < n:
                raise IndexError(f"index {it} is out of bounds for dimension {axis} with size {n}")
            basic.append(it)
            axis += 1
        else:
            any_advanced = True
            advanced.append(it)
            if it.dtype.kind == "b":
                if it.ndim == 0:
                    basic.append(None)
                    advanced[-1] = it.reshape(1)
                    continue
                for d in range(it.ndim):
                    if it.shape[d] != shape[axis + d]:
                        raise IndexError(
                            f"The shape of the mask {list(it.shape)} at index {d} does not match the shape of the indexed "
                            f"tensor {list(shape)} at index {axis + d}"
                        )
                basic.extend([slice(None)] * it.ndim)
                axis += it.ndim
            else:
                n = shape[axis]
                if it.size and (it.max() >= n or it.min() < -n):
                    bad = int(it[(it >= n) | (it < -n)].flat[0])
                    raise IndexError(f"index {bad} is out of bounds for dimension {axis} with size {n}")
                basic.append(slice(None))
                axis += 1
    return tuple(basic), (tuple(advanced) if any_advanced else None)


def _slice(s):
    def number(v):
        return int(v) if v is not None else None

    step = number(s.step)
    if step is not None and step <= 0:
        raise ValueError("step must be greater than zero")
    return slice(number(s.start), number(s.stop), step)


def _is_trivial(basic) -> bool:
    return all(type(b) is slice and b == slice(None) for b in basic)


def _scatter_basic(g, shape, basic):
    out = np.zeros(shape, g.dtype)
    out[basic] = g
    return out


def basic_view(input, basic):
    """``input[basic]`` as a view (numbers, slices and None only)."""
    shape = input._a.shape

    def bw(n, g):
        return (px.call(
            g,
            lambda v: record(_scatter_basic(v._a, shape, basic), "SliceBackwardBackward0", (v,), lambda m, h: (h[basic],)),
            lambda v: _scatter_basic(v, shape, basic)),)

    out = input._a[basic]
    if not isinstance(out, np.ndarray):
        out = input._a[basic + (Ellipsis,)]
    return view(input, out, "SelectBackward0" if any(isinstance(b, int) for b in basic) else "SliceBackward0", bw,
                lambda b: basic_view(b, basic))


def accumulate(shape, dtype, index, g):
    """Zeros of ``shape`` with ``g`` added at ``index`` (repeated places add up)."""
    out = np.zeros(shape, dtype)
    if len(index) == 1 and index[0].__class__ is np.ndarray and index[0].dtype.kind != "b":
        add_rows(out, index[0], g)
    elif all(i.__class__ is slice or i.dtype.kind == "b" for i in index):
        out[index] = g
    else:
        np.add.at(out, index, g)
    return out


def add_rows(out, index, g) -> None:
    """``out[index[i]] += g[i]`` for an index array of any shape: rows are sorted, then summed run by run."""
    flat = index.reshape(-1)
    if not flat.size:
        return
    if flat.min() < 0:
        flat = np.where(flat < 0, flat + out.shape[0], flat)
    rows = g.reshape((flat.size,) + out.shape[1:])
    if rows.ndim == 1:
        np.add.at(out, flat, rows)
        return
    order = np.argsort(flat, kind="stable")
    ordered = flat[order]
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
    out[ordered[starts]] += np.add.reduceat(rows[order], starts, axis=0)


def advanced_get(input, index):
    """``input[index]`` with index arrays: a copy."""
    shape, dtype = input._a.shape, input._a.dtype

    def bw(n, g):
        return (px.call(
            g,
            lambda v: record(accumulate(shape, dtype, index, v._a), "IndexPutBackward0", (v,),
                             lambda m, h: (px.call(h, lambda w: advanced_get(w, index), lambda w: w[index]),)),
            lambda v: accumulate(shape, dtype, index, v)),)

    try:
        out = input._a[index]
    except IndexError as e:
        shapes = ", ".join(str(list(i.shape)) for i in index if isinstance(i, np.ndarray))
        if "broadcast" in str(e):
            raise IndexError(
                "shape mismatch: indexing tensors could not be broadcast together with shapes " + shapes
            ) from None
        raise
    return record(out, "IndexBackward0", (input,), bw)


def getitem(input, index):
    """``input[index]``: a view for numbers, slices and None, a copy for index tensors, lists and masks."""
    basic, advanced = plan(index, input._a.shape)
    if advanced is None:
        return basic_view(input, basic)
    return advanced_get(input if _is_trivial(basic) else basic_view(input, basic), advanced)


def setitem(input, index, value) -> None:
    """``input[index] = value``: in place, taped when a gradient is wanted."""
    from ._inplace import change, copy_

    basic, advanced = plan(index, input._a.shape)
    if not isinstance(value, Registry.Tensor):
        value = wrap(np.asarray(value, input._a.dtype) if not isinstance(value, np.ndarray) else value)
    target = input if _is_trivial(basic) and advanced is not None else basic_view(input, basic)
    if advanced is None:
        # Leading axes of length 1 in the value are dropped, as PyTorch does in assignments.
        if value._a.ndim > target._a.ndim and all(n == 1 for n in value._a.shape[: value._a.ndim - target._a.ndim]):
            value = value.reshape(value._a.shape[value._a.ndim - target._a.ndim :])
        copy_(target, value)
        return

    change(target, lambda t: index_put(t, advanced, value))


def index_put(input, index, value, accumulated=False):
    """A copy of ``input`` with ``value`` written (or added) at ``index`` arrays."""
    out = input._a.copy()
    v = value._a.astype(out.dtype, copy=False)
    place = out[index].shape
    try:
        if accumulated:
            np.add.at(out, index, v)
        else:
            out[index] = v
    except ValueError:
        raise RuntimeError(
            f"shape mismatch: value tensor of shape {list(v.shape)} cannot be broadcast to indexing result of shape "
            f"{list(place)}"
        ) from None

    def bw(n, g):
        def kept(a):
            a = a.copy()
            a[index] = 0
            return a

        left = g
        if not accumulated:
            mask = kept(np.ones(out.shape, bool))
            left = px.where(mask, g, px.zeros_like(g))
        return left, (px.call(g, lambda t: advanced_get(t, index), lambda a: a[index]))

    return record(out, "IndexPutBackward0", (input, value), bw)
