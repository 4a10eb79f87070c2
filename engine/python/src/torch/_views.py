# Long because: the inside of torch is taken apart in a change of its own.
"""Views: tensors of another shape over the same memory. Each knows how to make itself again of another base."""

from __future__ import annotations

import math

import numpy as np

from . import _poly as px
from ._graph import record, view
from ._size import Size, axis_of, dims_of

__tracebackhide__ = True


def infer_shape(shape, numel: int) -> tuple:
    """``shape`` with its -1 filled in for ``numel`` elements."""
    shape = tuple(int(s) for s in shape)
    if shape.count(-1) > 1:
        raise RuntimeError("only one dimension can be inferred")
    for s in shape:
        if s < -1:
            raise RuntimeError(f"invalid shape dimension {s}")
    known = math.prod(s for s in shape if s != -1)
    if -1 in shape:
        if known == 0 and numel == 0:
            raise RuntimeError(
                f"cannot reshape tensor of 0 elements into shape {list(shape)} because the unspecified dimension size -1 "
                "can be any value and is ambiguous"
            )
        if known == 0 or numel % known:
            raise RuntimeError(f"shape '{list(shape)}' is invalid for input of size {numel}")
        return tuple(numel // known if s == -1 else s for s in shape)
    if known != numel:
        raise RuntimeError(f"shape '{list(shape)}' is invalid for input of size {numel}")
    return shape


def _reshaped(a, shape):
    """A view of ``a`` in ``shape`` or None where only a copy can have it."""
    out = a.reshape(shape)
    return out if out.size == 0 or np.shares_memory(out, a) else None


def reshape(input, *shape):
    """Same elements in ``shape`` (one -1 allowed); a view when possible, else a copy."""
    a = input._a
    target = infer_shape(dims_of(shape), a.size)
    old = a.shape
    if a.flags.c_contiguous:
        out, shared = a.reshape(target), True
    else:
        out = a.reshape(target)
        shared = np.may_share_memory(out, a)
    if not shared:
        return record(out, "UnsafeViewBackward0", (input,), lambda n, g: (g.reshape(old),))
    return view(input, out, "ViewBackward0", lambda n, g: (g.reshape(old),), lambda b: reshape(b, target))


def view_(input, *shape):
    """Same memory in ``shape``; RuntimeError where the strides do not allow it. With a dtype: see ``Tensor.to``."""
    from ._dtypes import dtype

    if len(shape) == 1 and isinstance(shape[0], dtype):
        from ._graph import wrap

        out = wrap(input._a.view(shape[0].np))
        return out
    a = input._a
    target = infer_shape(dims_of(shape), a.size)
    if not a.flags.c_contiguous and _reshaped(a, target) is None:
        raise RuntimeError(
            "view size is not compatible with input tensor's size and stride (at least one dimension spans across two "
            "contiguous subspaces). Use .reshape(...) instead."
        )
    return reshape(input, target)


def view_as(input, other):
    """``input.view(other.size())``."""
    return view_(input, other._a.shape)


def reshape_as(input, other):
    """``input.reshape(other.size())``."""
    return reshape(input, other._a.shape)


def permute(input, *dims):
    """Axes in the order ``dims``."""
    order = tuple(axis_of(d, input._a.ndim) for d in dims_of(dims))
    if len(order) != input._a.ndim:
        raise RuntimeError(
            "permute(sparse_coo): number of dimensions in the tensor input does not match the length of the desired ordering "
            f"of dimensions i.e. input.dim() = {input._a.ndim} is not equal to len(dims) = {len(order)}"
        )
    if len(set(order)) != len(order):
        raise RuntimeError("permute(): duplicate dims are not allowed.")
    back = tuple(order.index(i) for i in range(len(order)))
    return view(input, input._a.transpose(order), "PermuteBackward0", lambda n, g: (px.permute(g, back),),
                lambda b: permute(b, order))


def transpose(input, dim0, dim1):
    """Two axes swapped."""
    nd = input._a.ndim
    p, q = axis_of(dim0, nd), axis_of(dim1, nd)
    if nd == 0:
        return view(input, input._a[...], "TransposeBackward0", lambda n, g: (g,), lambda b: transpose(b, 0, 0))
    return view(input, input._a.swapaxes(p, q), "TransposeBackward0", lambda n, g: (g.swapaxes(p, q),),
                lambda b: transpose(b, p, q))


swapaxes = swapdims = transpose


def t(input):
    """Transpose of a matrix; tensors of fewer axes pass."""
    if input._a.ndim > 2:
        raise RuntimeError(f"t() expects a tensor with <= 2 dimensions, but self is {input._a.ndim}D")
    if input._a.ndim < 2:
        return view(input, input._a[...], "TBackward0", lambda n, g: (g,), t)
    return view(input, input._a.T, "TBackward0", lambda n, g: (g.swapaxes(0, 1),), t)


def adjoint(input):
    """Last two axes swapped."""
    return transpose(input, -2, -1)


def movedim(input, source, destination):
    """Axes ``source`` moved to the places ``destination``, the others in order."""
    nd = input._a.ndim
    src = [axis_of(s, nd) for s in ([source] if isinstance(source, int) else source)]
    dst = [axis_of(d, nd) for d in ([destination] if isinstance(destination, int) else destination)]
    order = [i for i in range(nd) if i not in src]
    for d, s in sorted(zip(dst, src)):
        order.insert(d, s)
    return permute(input, order)


moveaxis = movedim


def squeeze(input, dim=None):
    """Axes of length 1 removed: all, one, or those of a tuple."""
    a = input._a
    if dim is None:
        gone = tuple(i for i, n in enumerate(a.shape) if n == 1)
    else:
        wanted = dim if isinstance(dim, (tuple, list)) else (dim,)
        gone = tuple(sorted(d for d in (axis_of(w, a.ndim) for w in wanted) if a.ndim and a.shape[d] == 1))
    old = a.shape
    name = "SqueezeBackward0" if dim is None else "SqueezeBackward1"
    return view(input, a.squeeze(gone), name, lambda n, g: (g.reshape(old),), lambda b: squeeze(b, gone))


def unsqueeze(input, dim):
    """An axis of length 1 inserted at ``dim``."""
    nd = input._a.ndim
    d = axis_of(dim, nd + 1)
    old = input._a.shape
    return view(input, np.expand_dims(input._a, d), "UnsqueezeBackward0", lambda n, g: (g.reshape(old),),
                lambda b: unsqueeze(b, d))


def expand(input, *sizes):
    """Axes of length 1 (and new ones in front) stretched without copying; -1 keeps a length."""
    a = input._a
    want = list(dims_of(sizes))
    if len(want) < a.ndim:
        raise RuntimeError(
            f"expand({_kind(input)}{{{list(a.shape)}}}, size={want}): the number of sizes provided ({len(want)}) must be "
            f"greater or equal to the number of dimensions in the tensor ({a.ndim})"
        )
    lead = len(want) - a.ndim
    for i, n in enumerate(want):
        have = a.shape[i - lead] if i >= lead else 1
        if n == -1:
            if i < lead:
                raise RuntimeError(
                    f"The expanded size of the tensor (-1) isn't allowed in a leading, non-existing dimension {i}"
                )
            want[i] = have
        elif have != n and have != 1:
            raise RuntimeError(
                f"The expanded size of the tensor ({n}) must match the existing size ({have}) at non-singleton dimension "
                f"{i}.  Target sizes: {want}.  Tensor sizes: {list(a.shape)}"
            )
    target = tuple(want)
    strides = (0,) * lead + tuple(0 if a.shape[i] == 1 and target[i + lead] != 1 else a.strides[i] for i in range(a.ndim))
    out = np.lib.stride_tricks.as_strided(a, target, strides)
    return view(input, out, "ExpandBackward0", lambda n, g: (g,), lambda b: expand(b, target))


def _kind(t):
    from ._dtypes import SCALAR_NAMES

    return f"torch.{SCALAR_NAMES[t.dtype.name]}Tensor"


def expand_as(input, other):
    """``input.expand(other.size())``."""
    return expand(input, other._a.shape)


def broadcast_to(input, *size):
    """``input.expand(size)``."""
    return expand(input, *size)


def broadcast_shapes(*shapes) -> Size:
    """The shape that all of ``shapes`` broadcast to."""
    try:
        return Size(np.broadcast_shapes(*[(s,) if isinstance(s, int) else tuple(s) for s in shapes]))
    except ValueError:
        raise _shapes_error([(s,) if isinstance(s, int) else tuple(s) for s in shapes]) from None


def _shapes_error(shapes):
    """Names the first shape that does not fit those before it."""
    for k in range(1, len(shapes)):
        before = list(np.broadcast_shapes(*shapes[:k]))
        for i in range(1, len(shapes[k]) + 1):
            have = before[-i] if i <= len(before) else 1
            n = shapes[k][-i]
            if n != have and n != 1 and have != 1:
                return RuntimeError(
                    f"Attempting to broadcast a dimension of length {n} at {-i}! Mismatching argument at index {k} had "
                    f"{shapes[k]}; but expected shape should be broadcastable to {before}"
                )
    return RuntimeError("shapes do not broadcast")


def broadcast_tensors(*tensors):
    """All tensors expanded to their common shape."""
    shape = broadcast_shapes(*[t._a.shape for t in tensors])
    return tuple(expand(t, shape) for t in tensors)


def flatten(input, start_dim=0, end_dim=-1):
    """Axes start_dim..end_dim merged into one."""
    a = input._a
    if a.ndim == 0:
        return reshape(input, 1)
    p, q = axis_of(start_dim, a.ndim), axis_of(end_dim, a.ndim)
    if p > q:
        raise RuntimeError("flatten() has invalid args: start_dim cannot come after end_dim")
    if p == q:
        return input
    return reshape(input, a.shape[:p] + (math.prod(a.shape[p : q + 1]),) + a.shape[q + 1 :])


def ravel(input):
    """All elements in one axis."""
    return reshape(input, -1)


def unflatten(input, dim, sizes):
    """Axis ``dim`` split into ``sizes``."""
    d = axis_of(dim, input._a.ndim)
    shape = input._a.shape
    sizes = tuple(sizes)
    if -1 not in sizes and math.prod(sizes) != shape[d]:
        raise RuntimeError(
            f"unflatten: Provided sizes {list(sizes)} don't multiply up to the size of dim {d} ({shape[d]}) in the input tensor"
        )
    inner = infer_shape(sizes, shape[d])
    return reshape(input, shape[:d] + inner + shape[d + 1 :])


def diagonal(input, offset=0, dim1=0, dim2=1):
    """The diagonal of axes dim1, dim2 as the last axis."""
    a = input._a
    p, q = axis_of(dim1, a.ndim), axis_of(dim2, a.ndim)
    shape = a.shape

    def bw(n, g):
        return (px.call(g, lambda v: _diagonal_back(v, shape, offset, p, q), lambda v: _embed(v, shape, offset, p, q)),)

    return view(input, _writable_diagonal(a, offset, p, q), "DiagonalBackward0", bw,
                lambda b: diagonal(b, offset, p, q))


def _writable_diagonal(a, offset, p, q):
    """``a.diagonal`` without numpy's write protection."""
    out = a.diagonal(offset, p, q)
    if a.flags.writeable and out.size:
        first = [0] * a.ndim
        first[p], first[q] = (0, offset) if offset >= 0 else (-offset, 0)
        start = a[tuple(slice(f, None) for f in first)]
        return np.lib.stride_tricks.as_strided(start, out.shape, out.strides)
    return out


def _embed(g, shape, offset, p, q):
    out = np.zeros(shape, g.dtype)
    _writable_diagonal(out, offset, p, q)[...] = g
    return out


def _diagonal_back(g, shape, offset, p, q):
    return record(_embed(g._a, shape, offset, p, q), "DiagonalBackwardBackward0", (g,),
                  lambda n, h: (px.call(h, lambda v: diagonal(v, offset, p, q), lambda v: v.diagonal(offset, p, q)),))


def narrow(input, dim, start, length):
    """``length`` entries of axis ``dim`` from ``start``."""
    from ._indexing import getitem

    d = axis_of(dim, input._a.ndim)
    size = input._a.shape[d]
    start = int(start)
    if start < 0:
        start += size
    if start + length > size:
        raise RuntimeError(f"start ({start}) + length ({length}) exceeds dimension size ({size}).")
    return getitem(input, (slice(None),) * d + (slice(start, start + length),))


def select(input, dim, index):
    """Entry ``index`` of axis ``dim``; the axis goes away."""
    from ._indexing import getitem

    return getitem(input, (slice(None),) * axis_of(dim, input._a.ndim) + (int(index),))


def unfold(input, dimension, size, step):
    """Windows of ``size`` every ``step`` along an axis, as a new last axis."""
    a = input._a
    d = axis_of(dimension, a.ndim)
    if size > a.shape[d]:
        raise RuntimeError(
            f"maximum size for tensor at dimension {d} is {a.shape[d]} but size is {size}"
        )
    count = (a.shape[d] - size) // step + 1
    shape, axis = a.shape, (slice(None),) * d
    out = np.lib.stride_tricks.as_strided(a, shape[:d] + (count,) + shape[d + 1 :] + (size,),
                                          a.strides[:d] + (a.strides[d] * step,) + a.strides[d + 1 :] + (a.strides[d],))

    def spread(g):
        back = np.zeros(shape, g.dtype)
        for k in range(size):
            back[axis + (slice(k, k + (count - 1) * step + 1, step),)] += g[..., k]
        return back

    def bw(n, g):
        return (px.call(g, lambda v: record(spread(v._a), "UnfoldBackwardBackward0", (v,), lambda m, h: (
            px.call(h, lambda w: unfold(w, d, size, step), lambda w: _windows(w, d, size, step)),)), spread),)

    return view(input, out, "UnfoldBackward0", bw, lambda b: unfold(b, d, size, step))


def _windows(a, d, size, step):
    from ._graph import wrap

    return unfold(wrap(a), d, size, step)._a
