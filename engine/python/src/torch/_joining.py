"""Joining and splitting: cat, stack, split, chunk, unbind, repeat, flip, roll, meshgrid, pad-free reorderings."""

from __future__ import annotations

import numpy as np

from . import _dtypes as dt
from . import _poly as px
from ._graph import Registry, record, wrap
from ._indexing import getitem
from ._size import axis_of, dims_of

__tracebackhide__ = True


def _list(tensors, name):
    if isinstance(tensors, Registry.Tensor):
        raise TypeError(f"{name}(): argument 'tensors' (position 1) must be tuple of Tensors, not Tensor")
    tensors = list(tensors)
    for i, t in enumerate(tensors):
        if not isinstance(t, Registry.Tensor):
            raise TypeError(f"expected Tensor as element {i} in argument 0, but got {type(t).__name__}")
    return tensors


def _common(tensors):
    d = tensors[0].dtype
    for t in tensors[1:]:
        d = dt.promote_types(d, t.dtype)
    return d


def cat(tensors, dim=0, *, axis=None):
    """Tensors joined along an existing axis; all other lengths must agree."""
    tensors = _list(tensors, "cat")
    if not tensors:
        raise ValueError("torch.cat(): expected a non-empty list of Tensors")
    for i, t in enumerate(tensors):
        if not t._a.ndim:
            raise RuntimeError(f"zero-dimensional tensor (at position {i}) cannot be concatenated")
    # An empty vector joins with anything (kept by PyTorch for old programs).
    used = [t for t in tensors if t._a.shape != (0,)] or tensors[:1]
    d = axis_of(dim if axis is None else axis, used[0]._a.ndim)
    first = used[0]._a.shape
    for i, t in enumerate(used[1:], 1):
        shape = t._a.shape
        if len(shape) != len(first):
            raise RuntimeError(f"Tensors must have same number of dimensions: got {len(first)} and {len(shape)}")
        for k, (n, m) in enumerate(zip(first, shape)):
            if k != d and n != m:
                raise RuntimeError(
                    f"Sizes of tensors must match except in dimension {d}. Expected size {n} but got size {m} for tensor "
                    f"number {i} in the list."
                )
    common = _common(tensors)
    arr = np.concatenate([t._a.astype(common.np, copy=False) for t in used], axis=d)
    cuts, start = [], 0
    for t in used:
        cuts.append((slice(None),) * d + (slice(start, start + t._a.shape[d]),))
        start += t._a.shape[d]
    return record(arr, "CatBackward0", tuple(used), lambda n, g: tuple(g[c] for c in cuts))


concat = concatenate = cat


def stack(tensors, dim=0):
    """Tensors of one shape joined along a new axis."""
    tensors = _list(tensors, "stack")
    if not tensors:
        raise RuntimeError("stack expects a non-empty TensorList")
    shape = tensors[0]._a.shape
    for i, t in enumerate(tensors):
        if t._a.shape != shape:
            raise RuntimeError(
                f"stack expects each tensor to be equal size, but got {list(shape)} at entry 0 and {list(t._a.shape)} at "
                f"entry {i}"
            )
    d = axis_of(dim, len(shape) + 1)
    common = _common(tensors)
    arr = np.stack([t._a.astype(common.np, copy=False) for t in tensors], axis=d)
    cuts = [(slice(None),) * d + (i,) for i in range(len(tensors))]
    return record(arr, "StackBackward0", tuple(tensors), lambda n, g: tuple(g[c] for c in cuts))


def atleast_1d(input):
    """At least one axis."""
    return input.reshape(1) if input._a.ndim == 0 else input


def atleast_2d(input):
    """At least two axes."""
    return atleast_1d(input).unsqueeze(0) if input._a.ndim < 2 else input


def hstack(tensors):
    """Joined along axis 1 (axis 0 for vectors)."""
    tensors = [atleast_1d(t) for t in tensors]
    return cat(tensors, 0 if tensors[0]._a.ndim == 1 else 1)


def vstack(tensors):
    """Joined along axis 0; vectors are rows."""
    return cat([atleast_2d(t) for t in tensors], 0)


row_stack = vstack


def dstack(tensors):
    """Joined along axis 2."""
    def deep(t):
        t = atleast_2d(t)
        return t.unsqueeze(2) if t._a.ndim < 3 else t

    return cat([deep(t) for t in tensors], 2)


def column_stack(tensors):
    """Vectors as columns."""
    return hstack([t.reshape(-1, 1) if t._a.ndim <= 1 else t for t in tensors])


def split(tensor, split_size_or_sections, dim=0):
    """Views of ``tensor`` along ``dim``: pieces of one size, or of the listed sizes."""
    d = axis_of(dim, tensor._a.ndim)
    total = tensor._a.shape[d]
    if isinstance(split_size_or_sections, int):
        size = split_size_or_sections
        if size < 0 or (size == 0 and total):
            raise RuntimeError(f"split expects split_size be non-negative, but got split_size={size}")
        sizes = [min(size, total - s) for s in range(0, total, size)] if total else [0]
    else:
        sizes = [int(s) for s in split_size_or_sections]
        if sum(sizes) != total:
            raise RuntimeError(
                f"split_with_sizes expects split_sizes to sum exactly to {total} (input tensor's size at dimension {d}), but "
                f"got split_sizes={sizes}"
            )
    found, start = [], 0
    for n in sizes:
        piece = getitem(tensor, (slice(None),) * d + (slice(start, start + n),))
        piece._multi = "Split"
        found.append(piece)
        start += n
    return tuple(found)


def chunk(input, chunks, dim=0):
    """At most ``chunks`` views of equal size (the last may be smaller)."""
    if chunks <= 0:
        raise RuntimeError(f"chunk expects `chunks` to be greater than 0, got: {chunks}")
    total = input._a.shape[axis_of(dim, input._a.ndim)]
    return split(input, max(1, -(-total // chunks)), dim)


def tensor_split(input, indices_or_sections, dim=0):
    """Pieces as numpy's ``array_split`` makes them."""
    total = input._a.shape[axis_of(dim, input._a.ndim)]
    if isinstance(indices_or_sections, int):
        n = indices_or_sections
        return split(input, [total // n + (i < total % n) for i in range(n)], dim)
    edges = [0, *[min(int(i), total) for i in indices_or_sections], total]
    return split(input, [b - a for a, b in zip(edges, edges[1:])], dim)


def unbind(input, dim=0):
    """Tuple of the slices along ``dim``."""
    d = axis_of(dim, input._a.ndim)
    found = tuple(getitem(input, (slice(None),) * d + (i,)) for i in range(input._a.shape[d]))
    for t in found:
        t._multi = "Unbind"
    return found


def tile(input, *dims):
    """``input`` repeated like numpy's ``tile``."""
    dims = dims_of(dims)
    return repeat(input, (1,) * (input._a.ndim - len(dims)) + dims)


def repeat(input, *sizes):
    """``input`` repeated ``sizes[i]`` times along axis i (new axes in front)."""
    sizes = dims_of(sizes)
    nd = input._a.ndim
    if len(sizes) < nd:
        raise RuntimeError("Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor")
    shape = (1,) * (len(sizes) - nd) + input._a.shape
    wide = tuple(v for r, n in zip(sizes, shape) for v in (r, n))

    def bw(n, g):
        return (g.reshape(wide).sum(axis=tuple(range(0, 2 * len(sizes), 2))).reshape(input_shape),)

    input_shape = input._a.shape
    return record(np.tile(input._a, sizes), "RepeatBackward0", (input,), bw)


def repeat_interleave(input, repeats, dim=None, *, output_size=None):
    """Each entry repeated ``repeats`` times (a number or one count an entry) along ``dim``."""
    if dim is None:
        input, dim = input.reshape(-1), 0
    n = input._a.shape[dim]
    counts = repeats._a.astype(np.intp) if isinstance(repeats, Registry.Tensor) else repeats
    index = np.repeat(np.arange(n), counts)
    return getitem(input, (slice(None),) * axis_of(dim, input._a.ndim) + (wrap(index),))


def flip(input, *dims):
    """Order reversed along ``dims`` (a copy)."""
    axes = tuple(axis_of(d, input._a.ndim) for d in dims_of(dims))
    return record(np.flip(input._a, axes).copy(), "FlipBackward0", (input,),
                  lambda n, g: (px.call(g, lambda t: flip(t, axes), lambda a: np.flip(a, axes)),))


def fliplr(input):
    """Columns reversed."""
    return flip(input, 1)


def flipud(input):
    """Rows reversed."""
    return flip(input, 0)


def roll(input, shifts, dims=None):
    """Entries moved round by ``shifts`` along ``dims``."""
    back = tuple(-s for s in shifts) if isinstance(shifts, (tuple, list)) else -shifts
    return record(np.roll(input._a, shifts, dims), "RollBackward0", (input,),
                  lambda n, g: (px.call(g, lambda t: roll(t, back, dims), lambda a: np.roll(a, back, dims)),))


def rot90(input, k=1, dims=(0, 1)):
    """Rotated by 90 degrees ``k`` times in the plane of two axes."""
    d = tuple(dims)
    return record(np.rot90(input._a, k, d).copy(), "Rot90Backward0", (input,),
                  lambda n, g: (px.call(g, lambda t: rot90(t, -k, d), lambda a: np.rot90(a, -k, d)),))


def meshgrid(*tensors, indexing="ij"):
    """Coordinate grids of vectors."""
    if len(tensors) == 1 and isinstance(tensors[0], (list, tuple)):
        tensors = tuple(tensors[0])
    n = len(tensors)
    shape = [t._a.size for t in tensors]
    grids = [t.reshape([-1 if i == k else 1 for i in range(n)]).expand(shape) for k, t in enumerate(tensors)]
    if indexing == "xy" and n > 1:
        grids = [g.transpose(0, 1) for g in grids]
        return tuple(grids)
    return tuple(grids)


def cartesian_prod(*tensors):
    """All combinations of the entries of vectors, one a row."""
    if len(tensors) == 1:
        return tensors[0]
    return stack([g.reshape(-1) for g in meshgrid(*tensors, indexing="ij")], 1)


def combinations(input, r=2, with_replacement=False):
    """Rows of ``r`` entries in order."""
    import itertools

    choose = itertools.combinations_with_replacement if with_replacement else itertools.combinations
    index = np.asarray(list(choose(range(input._a.size), r)), np.int64).reshape(-1, r)
    return getitem(input, wrap(index))


def block_diag(*tensors):
    """Matrices along the diagonal of a larger one."""
    from ._indexing import setitem

    tensors = [atleast_2d(t) for t in tensors]
    shape = (sum(t._a.shape[0] for t in tensors), sum(t._a.shape[1] for t in tensors))
    out = wrap(np.zeros(shape, _common(tensors).np))
    r = c = 0
    for t in tensors:
        n, m = t._a.shape
        setitem(out, (slice(r, r + n), slice(c, c + m)), t)
        r, c = r + n, c + m
    return out
