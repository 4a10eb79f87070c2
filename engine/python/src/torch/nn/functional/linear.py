"""Affine maps and table look-ups: linear, bilinear, embedding, embedding_bag."""

from __future__ import annotations

import numpy as np

from ... import _poly as px
from ..._blas import product
from ..._graph import record, wrap
from ..._indexing import advanced_get
from ..._matmul import same_type

__tracebackhide__ = True


def linear(input, weight, bias=None):
    """``input @ weight.T + bias``: [.., in], [out, in], [out] -> [.., out]."""
    x, w = input._a, weight._a
    if w.ndim != 2 or (x.ndim == 0):
        out = input.matmul(weight.t())
        return out if bias is None else out + bias
    rows = x.size // x.shape[-1] if x.shape[-1] else 0
    if x.shape[-1] != w.shape[1]:
        if x.ndim == 1:
            raise RuntimeError(
                f"size mismatch, got input ({w.shape[0]}), mat ({w.shape[0]}x{w.shape[1]}), vec ({x.shape[0]})"
            )
        raise RuntimeError(f"mat1 and mat2 shapes cannot be multiplied ({rows}x{x.shape[-1]} and {w.shape[1]}x{w.shape[0]})")
    if x.dtype != w.dtype:
        from ..._dtypes import C_NAMES

        names = C_NAMES[input.dtype.name], C_NAMES[weight.dtype.name]
        if x.ndim == 2 and bias is not None:
            raise RuntimeError(f"mat1 and mat2 must have the same dtype, but got {_kind(input)} and {_kind(weight)}")
        raise RuntimeError(f"expected m1 and m2 to have the same dtype, but got: {names[0]} != {names[1]}")
    flat = x if x.ndim == 2 else x.reshape(-1, x.shape[-1])
    arr = product(flat, w.T)
    if bias is not None:
        arr += bias._a
    lead = x.shape[:-1]
    if x.ndim != 2:
        arr = arr.reshape(lead + (w.shape[0],))

    def bw(n, g):
        p, q = n.get()
        g2 = g.reshape(-1, w_out)
        p2 = p.reshape(-1, w_in)
        return (
            px.matmul(g2, q).reshape(lead + (w_in,)) if n.need(0) else None,
            px.matmul(px.mT(g2), p2) if n.need(1) else None,
            g2.sum(axis=0) if len(n.edges) > 2 and n.need(2) else None,
        )

    w_out, w_in = w.shape
    return record(arr, "AddmmBackward0" if bias is not None else "MmBackward0",
                  (input, weight) if bias is None else (input, weight, bias), bw, (input, weight))


def _kind(t):
    from ..._dtypes import SCALAR_NAMES

    return SCALAR_NAMES[t.dtype.name]


def bilinear(input1, input2, weight, bias=None):
    """``x1^T W_k x2`` for each k: [.., n], [.., m], [out, n, m] -> [.., out]."""
    from ..._einsum import einsum

    same_type(input1, input2)
    lead = input1.shape[:-1]
    a, b = input1.reshape(-1, input1.shape[-1]), input2.reshape(-1, input2.shape[-1])
    out = einsum("bi,kij,bj->bk", a, weight, b).reshape(lead + (weight.shape[0],))
    return out if bias is None else out + bias


def embedding(input, weight, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, sparse=False):
    """Rows of ``weight`` [num, dim] by index: [..] -> [.., dim]; the row ``padding_idx`` gets no gradient."""
    index = input._a
    if index.dtype not in (np.int64, np.int32):
        raise RuntimeError(
            "Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; but got "
            f"torch.{_kind(input)}Tensor instead (while checking arguments for embedding)"
        )
    n = weight._a.shape[0]
    if index.size and (index.min() < 0 or index.max() >= n):
        raise IndexError("index out of range in self")
    if padding_idx is not None:
        if not -n <= padding_idx < n:
            raise AssertionError("Padding_idx must be within num_embeddings")
        padding_idx %= n
    if max_norm is not None:
        _renorm(weight, index, max_norm, norm_type)
    out = advanced_get(weight, (index,))
    if out._fn is None:
        return out
    out._fn._name = "EmbeddingBackward0"
    if padding_idx is not None or scale_grad_by_freq:
        scale = np.ones(index.shape, weight._a.dtype)
        if scale_grad_by_freq:
            scale = 1 / np.bincount(index.reshape(-1).astype(np.intp), minlength=n)[index].astype(weight._a.dtype)
        if padding_idx is not None:
            scale = np.where(index == padding_idx, 0, scale).astype(weight._a.dtype)
        inner = out._fn.bw
        factor = scale[..., None]
        out._fn.bw = lambda node, g: inner(node, g * (wrap(factor) if hasattr(g, "_a") else factor))
    return out


def _renorm(weight, index, max_norm, p) -> None:
    """Rows that are looked up shrink to ``max_norm``, in place."""
    rows = np.unique(index)
    size = (np.abs(weight._a[rows]) ** p).sum(axis=1) ** (1 / p)
    factor = np.where(size > max_norm, max_norm / (size + 1e-7), 1).astype(weight._a.dtype)
    weight._a[rows] *= factor[:, None]


def embedding_bag(input, weight, offsets=None, max_norm=None, norm_type=2, scale_grad_by_freq=False, mode="mean",
                  sparse=False, per_sample_weights=None, include_last_offset=False, padding_idx=None):
    """Sum, mean or maximum of embeddings a bag: [bags, n], or a flat list cut at ``offsets`` -> [bags, dim]."""
    if input._a.ndim == 2:
        if offsets is not None:
            raise ValueError("if input is 2D, then offsets has to be None, as input is treated is a mini-batch of fixed length "
                             "sequences. However, found offsets of type " + str(type(offsets)))
        bags, width = input._a.shape
        starts = np.arange(bags) * width
        if per_sample_weights is not None:
            per_sample_weights = per_sample_weights.reshape(-1)
        input = input.reshape(-1)
    else:
        if offsets is None:
            raise ValueError("offsets has to be a 1D Tensor but got None")
        starts = offsets._a[:-1] if include_last_offset else offsets._a
    bags, total = len(starts), input._a.size
    owner = np.searchsorted(starts, np.arange(total), side="right") - 1
    live = np.ones(total, bool) if padding_idx is None else input._a != padding_idx % weight._a.shape[0]
    rows = embedding(input, weight, padding_idx, max_norm, norm_type, scale_grad_by_freq)
    if per_sample_weights is not None:
        if mode != "sum":
            raise NotImplementedError(
                "embedding_bag: per_sample_weights was not None. per_sample_weights is only supported for mode='sum' (got mode="
                f"'{mode}'). Please open a feature request on GitHub."
            )
        rows = rows * per_sample_weights.unsqueeze(1)
    keep = np.flatnonzero(live)
    rows, owner = rows[wrap(keep)], owner[keep]
    dim = weight._a.shape[1]
    zero = wrap(np.zeros((bags, dim), weight._a.dtype))
    if mode == "max":
        return _bag_max(rows, owner, bags, dim)
    out = zero.index_add(0, wrap(owner), rows)
    if mode == "mean":
        count = np.maximum(np.bincount(owner.astype(np.intp), minlength=bags), 1).astype(weight._a.dtype)
        out = out / wrap(count[:, None])
    return out


def _bag_max(rows, owner, bags, dim):
    best = np.full((bags, dim), -np.inf, rows._a.dtype)
    np.maximum.at(best, owner, rows._a)
    index = np.full((bags, dim), -1, np.int64)
    for i in range(len(owner) - 1, -1, -1):
        hit = rows._a[i] == best[owner[i]]
        index[owner[i]][hit] = i
    empty = wrap(index < 0)
    return rows.gather(0, wrap(np.maximum(index, 0))).masked_fill(empty, 0.0)
