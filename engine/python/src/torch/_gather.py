# Long because: the inside of torch is taken apart in a change of its own.
"""Reading and writing by index along one axis, masks, and triangles: gather, scatter, index_select, masked_fill, tril."""

from __future__ import annotations

import numpy as np

from . import _poly as px
from ._dtypes import SCALAR_NAMES
from ._graph import Registry, record, wrap
from ._indexing import add_rows, getitem
from ._inplace import inplace
from ._promote import broadcast_error
from ._size import axis_of

__tracebackhide__ = True


def _check_index(index, name):
    if index._a.dtype not in (np.int64, np.int32):
        raise RuntimeError(f"{name}(): Expected dtype int32/int64 for index")


def _places(index, dim):
    """Index arrays that address ``index`` along ``dim`` and its own place along the other axes."""
    grid = list(np.ogrid[tuple(slice(n) for n in index.shape)])
    grid[dim] = index
    return tuple(grid)


def _check_range(index, n, dim):
    if index.size and (index.min() < 0 or index.max() >= n):
        bad = int(index[(index < 0) | (index >= n)].flat[0])
        raise RuntimeError(f"index {bad} is out of bounds for dimension {dim} with size {n}")


def gather(input, dim, index, *, sparse_grad=False):
    """``out[i][j] = input[index[i][j]][j]`` (for dim 0); the result has the shape of ``index``."""
    _check_index(index, "gather")
    a, i = input._a, index._a
    if a.ndim != i.ndim and a.ndim and i.ndim:
        raise RuntimeError("Index tensor must have the same number of dimensions as input tensor")
    d = axis_of(dim, a.ndim)
    for k in range(i.ndim):
        if k != d and i.shape[k] > a.shape[k]:
            raise RuntimeError(
                f"Size does not match at dimension {k} expected index {list(i.shape)} to be no larger than self "
                f"{list(a.shape)} apart from dimension {d}"
            )
    _check_range(i, a.shape[d] if a.ndim else 1, d)
    where = _places(i, d)
    shape = a.shape

    def back(g):
        out = np.zeros(shape, g.dtype)
        np.add.at(out, where, g)
        return out

    return record(a[where], "GatherBackward0", (input,), lambda n, g: (px.call(
        g, lambda t: scatter_add(wrap(np.zeros(shape, t._a.dtype)), d, index, t), back),))


def scatter_add(input, dim, index, src):
    """A copy of ``input`` with ``src`` added where ``index`` says along ``dim``."""
    _check_index(index, "scatter")
    d = axis_of(dim, input._a.ndim)
    i = index._a
    _check_range(i, input._a.shape[d], d)
    if src._a.dtype != input._a.dtype:
        raise RuntimeError("scatter(): Expected self.dtype to be equal to src.dtype")
    part = tuple(slice(n) for n in i.shape)
    out = input._a.copy()
    np.add.at(out, _places(i, d), src._a[part])
    return record(out, "ScatterAddBackward0", (input, src), lambda n, g: (g, _spread(g, d, index, src._a.shape)))


def _spread(g, d, index, shape):
    """Gradient of ``src``: gathered, zero where ``index`` did not reach."""
    picked = px.call(g, lambda t: gather(t, d, index), lambda a: a[_places(index._a, d)])
    if index._a.shape == shape:
        return picked
    if isinstance(picked, Registry.Tensor):
        raise NotImplementedError("create_graph through scatter with an index smaller than src does not exist here")
    out = np.zeros(shape, picked.dtype)
    out[tuple(slice(n) for n in index._a.shape)] = picked
    return out


def scatter(input, dim, index, src=None, *, value=None, reduce=None):
    """A copy of ``input`` with ``src`` (tensor or number) written where ``index`` says along ``dim``."""
    _check_index(index, "scatter")
    if reduce == "add":
        return scatter_add(input, dim, index, src)
    if reduce is not None:
        raise NotImplementedError("scatter(reduce=...) knows only 'add' here; nearest: scatter_reduce")
    if not isinstance(src, Registry.Tensor):
        number = src if value is None else value
        src = wrap(np.full(index._a.shape, number, input._a.dtype))
    if src._a.dtype != input._a.dtype:
        raise RuntimeError("scatter(): Expected self.dtype to be equal to src.dtype")
    d, i = axis_of(dim, input._a.ndim), index._a
    if i.ndim != input._a.ndim and i.size:
        raise RuntimeError("Index tensor must have the same number of dimensions as self tensor")
    _check_range(i, input._a.shape[d], d)
    where = _places(i, d)
    out = input._a.copy()
    out[where] = src._a[tuple(slice(n) for n in i.shape)]
    keep = np.ones(out.shape, bool)
    keep[where] = False
    return record(out, "ScatterBackward0", (input, src),
                  lambda n, g: (px.where(keep, g, px.zeros_like(g)), _spread(g, d, index, src._a.shape)))


_REDUCERS = {"amax": np.maximum, "amin": np.minimum, "prod": np.multiply}


def scatter_reduce(input, dim, index, src, reduce, *, include_self=True):
    """Like ``scatter`` with values combined by sum, mean, prod, amax or amin; gradient for sum and mean."""
    _check_index(index, "scatter_reduce")
    d, where = axis_of(dim, input._a.ndim), _places(index._a, axis_of(dim, input._a.ndim))
    start = input
    if not include_self:
        hit = np.zeros(input._a.shape, bool)
        hit[where] = True
        neutral = {"sum": 0, "mean": 0, "prod": 1, "amax": -np.inf, "amin": np.inf}[reduce]
        start = masked_fill(input, wrap(hit), neutral)
    if reduce in ("sum", "mean"):
        total = scatter_add(start, d, index, src)
        if reduce == "sum":
            return total
        count = np.ones(input._a.shape) if include_self else np.where(hit, 0, 1)
        np.add.at(count, where, 1)
        return total / wrap(np.maximum(count, 1).astype(input._a.dtype))
    out = start._a.copy()
    _REDUCERS[reduce].at(out, where, src._a[tuple(slice(n) for n in index._a.shape)])
    if input.requires_grad or src.requires_grad:
        raise NotImplementedError(f"the gradient of scatter_reduce('{reduce}') does not exist here; nearest: 'sum', 'mean'")
    return wrap(out)


def index_select(input, dim, index):
    """Entries ``index`` (a vector) of axis ``dim``."""
    if index._a.dtype.kind not in "iu" or index._a.dtype not in (np.int32, np.int64):
        raise RuntimeError("index_select(): Expected dtype int32 or int64 for index")
    if index._a.ndim > 1:
        raise IndexError("index_select(): Index is supposed to be a vector")
    d = axis_of(dim, input._a.ndim)
    n = input._a.shape[d]
    if index._a.size and (index._a.min() < 0 or index._a.max() >= n):
        raise IndexError("index out of range in self")
    return getitem(input, (slice(None),) * d + (index.reshape(-1),))


def _axis_index(input, dim, index):
    return (slice(None),) * axis_of(dim, input._a.ndim) + (index._a,)


def index_add(input, dim, index, source, *, alpha=1):
    """A copy of ``input`` with ``alpha * source`` added at entries ``index`` of axis ``dim``."""
    where = _axis_index(input, dim, index)
    d = len(where) - 1
    out = input._a.copy()
    moved = np.moveaxis(out, d, 0)
    add_rows(moved, index._a, np.ascontiguousarray(np.moveaxis(source._a * alpha, d, 0)))
    return record(out, "IndexAddBackward0", (input, source), lambda n, g: (g, g[where] * alpha))


def index_copy(input, dim, index, source):
    """A copy of ``input`` with entries ``index`` of axis ``dim`` replaced by ``source``."""
    from ._indexing import index_put

    return index_put(input, _axis_index(input, dim, index), source)


def index_fill(input, dim, index, value):
    """A copy of ``input`` with entries ``index`` of axis ``dim`` set to ``value``."""
    from ._indexing import index_put
    from ._promote import as_tensor

    return index_put(input, _axis_index(input, dim, index), as_tensor(value, input))


def index_put(input, indices, values, accumulate=False):
    """A copy of ``input`` with ``values`` written (or added) at the index tensors ``indices``."""
    from ._indexing import index_put as put

    return put(input, tuple(i._a for i in indices), values, accumulate)


def masked_fill(input, mask, value):
    """``input`` with ``value`` where ``mask`` (bool, broadcast) is true."""
    if mask._a.dtype.kind != "b":
        raise RuntimeError(
            f"masked_fill_ only supports boolean masks, but got mask with dtype {SCALAR_NAMES[mask.dtype.name].lower()}"
            if mask.dtype.name != "uint8" else "masked_fill only supports boolean masks, but got mask with dtype unsigned char"
        )
    m = mask._a
    tensor = isinstance(value, Registry.Tensor)
    if tensor and value._a.ndim:
        raise RuntimeError(
            f"masked_fill_ only supports a 0-dimensional value tensor, but got tensor with {value._a.ndim} dimension(s)."
        )
    number = value._a if tensor else value
    try:
        arr = np.where(m, np.asarray(number).astype(input._a.dtype), input._a)
    except ValueError:
        raise broadcast_error(input._a, m) from None

    def bw(n, g):
        left = px.where(m, px.zeros_like(g), g)
        return (left, px.where(m, g, px.zeros_like(g)).sum()) if tensor else (left,)

    return record(arr, "MaskedFillBackward0", (input, value) if tensor else (input,), bw)


def masked_scatter(input, mask, source):
    """``input`` with the true places of ``mask`` filled from ``source`` in order."""
    m = np.broadcast_to(mask._a, input._a.shape)
    out = input._a.copy()
    count = int(m.sum())
    out[m] = source._a.reshape(-1)[:count]
    shape = source._a.shape

    def fill(g):
        flat = np.zeros(int(np.prod(shape)), g.dtype)
        flat[:count] = g[m]
        return flat.reshape(shape)

    return record(out, "MaskedScatterBackward0", (input, source), lambda n, g: (
        px.where(m, px.zeros_like(g), g), px.call(g, lambda t: wrap(fill(t._a)), fill)))


def masked_select(input, mask):
    """Vector of the elements where ``mask`` (broadcast) is true."""
    if mask._a.dtype.kind != "b":
        raise RuntimeError("masked_select: expected BoolTensor for mask")
    shape = np.broadcast_shapes(input._a.shape, mask._a.shape)
    return getitem(input.expand(shape), mask.expand(shape))


def take(input, index):
    """Elements of the flattened ``input``; the result has the shape of ``index``."""
    return getitem(input.reshape(-1), index)


def take_along_dim(input, indices, dim=None):
    """numpy's ``take_along_axis``."""
    if dim is None:
        return take(input, indices.reshape(-1))
    return gather(input, dim, indices)


def nonzero(input, *, as_tuple=False):
    """Indices of the elements that are not zero: [count, ndim], or a tuple of vectors."""
    found = np.nonzero(input._a) if input._a.ndim else (np.zeros((int(bool(input._a)),), np.int64),)
    if as_tuple:
        return tuple(wrap(i.astype(np.int64)) for i in found)
    if not input._a.ndim:
        return wrap(np.zeros((len(found[0]), 0), np.int64))
    return wrap(np.stack(found, axis=1).astype(np.int64))


def argwhere(input):
    """Indices of the elements that are not zero: [count, ndim]."""
    return nonzero(input)


def _triangle(name, fn):
    def op(input, diagonal=0):
        if input._a.ndim < 2:
            raise RuntimeError(f"{name}: input tensor must have at least 2 dimensions")
        return record(fn(input._a, diagonal), name.capitalize() + "Backward0", (input,),
                      lambda n, g: (px.call(g, lambda t: op(t, diagonal), lambda a: fn(a, diagonal)),))

    op.__name__, op.__doc__ = name, "Triangle of the last two axes from ``diagonal``; zeros elsewhere."
    return op


tril, triu = _triangle("tril", np.tril), _triangle("triu", np.triu)


def tril_indices(row, col, offset=0, *, dtype=None, device=None):
    """Indices of the lower triangle: [2, count]."""
    return wrap(np.stack(np.tril_indices(row, offset, col)).astype(np.int64))


def triu_indices(row, col, offset=0, *, dtype=None, device=None):
    """Indices of the upper triangle: [2, count]."""
    return wrap(np.stack(np.triu_indices(row, offset, col)).astype(np.int64))


def diag(input, diagonal=0):
    """Diagonal of a matrix, or a matrix with a vector on its diagonal."""
    if input._a.ndim == 2:
        return input.diagonal(diagonal)
    if input._a.ndim != 1:
        raise RuntimeError(f"diag(): Supports 1D or 2D tensors. Got {input._a.ndim}D")
    return diag_embed(input, diagonal)


def diag_embed(input, offset=0, dim1=-2, dim2=-1):
    """The last axis as diagonals of new matrices."""
    n = input._a.shape[-1] + abs(offset)
    shape = input._a.shape[:-1] + (n, n)
    arr = np.zeros(shape, input._a.dtype)
    rows = np.arange(input._a.shape[-1]) + max(-offset, 0)
    arr[..., rows, rows + offset] = input._a
    out = record(arr, "DiagEmbedBackward0", (input,), lambda m, g: (
        px.call(g, lambda t: t.diagonal(offset, -2, -1), lambda a: a.diagonal(offset, -2, -1)),))
    return out if (dim1, dim2) == (-2, -1) else out.movedim((-2, -1), (dim1, dim2))


masked_fill_, scatter_, scatter_add_ = inplace(masked_fill), inplace(scatter), inplace(scatter_add)
index_add_, index_copy_, index_fill_ = inplace(index_add), inplace(index_copy), inplace(index_fill)
index_put_, masked_scatter_ = inplace(index_put), inplace(masked_scatter)
tril_, triu_ = inplace(tril), inplace(triu)
scatter_reduce_ = inplace(scatter_reduce)
