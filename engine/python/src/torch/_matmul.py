"""Matrix products: matmul, mm, bmm, mv, dot, outer, addmm, einsum, tensordot. Shape errors in PyTorch's words."""

from __future__ import annotations

import math

import numpy as np

from . import _poly as px
from ._blas import product
from ._dtypes import C_NAMES
from ._graph import record

__tracebackhide__ = True


def same_type(a, b) -> None:
    """Both factors must have one type."""
    if a._a.dtype != b._a.dtype or a._bf != b._bf:
        raise RuntimeError(
            f"expected m1 and m2 to have the same dtype, but got: {C_NAMES[a.dtype.name]} != {C_NAMES[b.dtype.name]}"
        )


def mm(input, mat2):
    """[n, k] @ [k, m] -> [n, m]."""
    for t in (input, mat2):
        if t._a.ndim != 2:
            raise RuntimeError("self must be a matrix" if t is input else "mat2 must be a matrix")
    return _mm(input, mat2)


def _mm(a, b):
    x, y = a._a, b._a
    if x.shape[1] != y.shape[0]:
        raise RuntimeError(
            f"mat1 and mat2 shapes cannot be multiplied ({x.shape[0]}x{x.shape[1]} and {y.shape[0]}x{y.shape[1]})"
        )
    same_type(a, b)

    def bw(n, g):
        p, q = n.get()
        return (px.matmul(g, px.mT(q)) if n.need(0) else None, px.matmul(px.mT(p), g) if n.need(1) else None)

    return record(product(x, y), "MmBackward0", (a, b), bw, (a, b))


def bmm(input, mat2):
    """[b, n, k] @ [b, k, m] -> [b, n, m]."""
    x, y = input._a, mat2._a
    if x.ndim != 3 or y.ndim != 3:
        raise RuntimeError("batch1 must be a 3D tensor" if x.ndim != 3 else "batch2 must be a 3D tensor")
    if x.shape[0] != y.shape[0] or x.shape[2] != y.shape[1]:
        raise RuntimeError(
            f"Expected size for first two dimensions of batch2 tensor to be: [{x.shape[0]}, {x.shape[2]}] but got: "
            f"[{y.shape[0]}, {y.shape[1]}]."
        )
    same_type(input, mat2)
    return _batched(input, mat2, "BmmBackward0")


def _batched(a, b, name):
    def bw(n, g):
        p, q = n.get()
        return (px.matmul(g, px.mT(q)) if n.need(0) else None, px.matmul(px.mT(p), g) if n.need(1) else None)

    return record(product(a._a, b._a), name, (a, b), bw, (a, b))


def matmul(input, other):
    """Matrix product with PyTorch's rules for vectors (1-d) and broadcast batch axes (3-d and more)."""
    p, q = input._a.ndim, other._a.ndim
    if p == 2 and q == 2:
        return _mm(input, other)
    if p == 0 or q == 0:
        raise RuntimeError(
            f"both arguments to matmul need to be at least 1D, but they are {p}D and {q}D"
        )
    if p == 1 and q == 1:
        return dot(input, other)
    if p == 2 and q == 1:
        return mv(input, other)
    if p == 1:
        out = matmul(input.unsqueeze(0), other)
        return out.squeeze(-2)
    if q == 1:
        return matmul(input, other.unsqueeze(1)).squeeze(-1)
    if q == 2:
        shape = input._a.shape
        return _mm(input.reshape(-1, shape[-1]), other).reshape(shape[:-1] + (other._a.shape[1],))
    x, y = input._a.shape, other._a.shape
    if x[-1] != y[-2]:
        if math.prod(x[:-2]) == math.prod(y[:-2]) and p > 2:
            b = math.prod(y[:-2])
            raise RuntimeError(
                f"Expected size for first two dimensions of batch2 tensor to be: [{b}, {x[-1]}] but got: [{b}, {y[-2]}]."
            )
        raise RuntimeError(
            f"mat1 and mat2 shapes cannot be multiplied ({math.prod(x[:-1])}x{x[-1]} and {y[-2]}x{y[-1]})"
        )
    try:
        np.broadcast_shapes(x[:-2], y[:-2])
    except ValueError:
        from ._promote import broadcast_error

        raise broadcast_error(np.empty(x[:-2]), np.empty(y[:-2])) from None
    same_type(input, other)
    return _batched(input, other, "BmmBackward0")


def mv(input, vec):
    """[n, k] @ [k] -> [n]."""
    x, y = input._a, vec._a
    if x.ndim != 2 or y.ndim != 1:
        raise RuntimeError(f"vector + matrix @ vector expected, got {x.ndim}, {y.ndim}")
    if x.shape[1] != y.shape[0]:
        raise RuntimeError(f"size mismatch, got input ({x.shape[0]}), mat ({x.shape[0]}x{x.shape[1]}), vec ({y.shape[0]})")
    same_type(input, vec)

    def bw(n, g):
        p, q = n.get()
        return g.reshape(-1, 1) * q, px.matmul(px.mT(p), g.reshape(-1, 1)).reshape(-1)

    return record(x @ y, "MvBackward0", (input, vec), bw, (input, vec))


def dot(input, tensor):
    """[n] . [n] -> scalar."""
    x, y = input._a, tensor._a
    if x.ndim != 1 or y.ndim != 1:
        raise RuntimeError(f"1D tensors expected, but got {x.ndim}D and {y.ndim}D tensors")
    if x.shape != y.shape:
        raise RuntimeError(
            "inconsistent tensor size, expected tensor [" + str(x.shape[0]) + "] and src [" + str(y.shape[0])
            + "] to have the same number of elements, but got " + f"{x.shape[0]} and {y.shape[0]} elements respectively"
        )
    if x.dtype != y.dtype:
        raise RuntimeError(
            "dot : expected both vectors to have same dtype, but found "
            f"{_kind(input)} and {_kind(tensor)}"
        )
    return record(x @ y, "DotBackward0", (input, tensor),
                  lambda n, g: (g * n.get()[1], g * n.get()[0]), (input, tensor))


vdot = dot


def _kind(t):
    from ._dtypes import SCALAR_NAMES

    return SCALAR_NAMES[t.dtype.name]


def inner(input, other):
    """Sum over the last axis of both."""
    if not input._a.ndim or not other._a.ndim:
        return input * other
    return tensordot(input, other, ([-1], [-1]))


def outer(input, vec2):
    """[n], [m] -> [n, m]."""
    if input._a.ndim != 1 or vec2._a.ndim != 1:
        raise RuntimeError(f"outer: Expected 1-D argument {'self' if input._a.ndim != 1 else 'vec2'}, but got "
                           f"{(input if input._a.ndim != 1 else vec2)._a.ndim}-D")
    return input.unsqueeze(1) * vec2


ger = outer


def addmm(input, mat1, mat2, *, beta=1, alpha=1):
    """``beta * input + alpha * mat1 @ mat2``."""
    return input * beta + mm(mat1, mat2) * alpha if (beta, alpha) != (1, 1) else input + mm(mat1, mat2)


def addmv(input, mat, vec, *, beta=1, alpha=1):
    """``beta * input + alpha * mat @ vec``."""
    return input * beta + mv(mat, vec) * alpha


def addr(input, vec1, vec2, *, beta=1, alpha=1):
    """``beta * input + alpha * outer(vec1, vec2)``."""
    return input * beta + outer(vec1, vec2) * alpha


def baddbmm(input, batch1, batch2, *, beta=1, alpha=1):
    """``beta * input + alpha * batch1 @ batch2``."""
    return input * beta + bmm(batch1, batch2) * alpha


def addbmm(input, batch1, batch2, *, beta=1, alpha=1):
    """``beta * input + alpha * sum over the batch of batch1 @ batch2``."""
    return input * beta + bmm(batch1, batch2).sum(0) * alpha


def chain_matmul(*matrices):
    """Product of several matrices from left to right."""
    out = matrices[0]
    for m in matrices[1:]:
        out = mm(out, m)
    return out


def tensordot(a, b, dims=2):
    """Sum over ``dims``: the last n of a with the first n of b, or two lists of axes."""
    if isinstance(dims, int):
        left, right = list(range(a._a.ndim - dims, a._a.ndim)), list(range(dims))
    else:
        left, right = ([d] if isinstance(d, int) else list(d) for d in dims)
    left, right = [d % a._a.ndim for d in left], [d % b._a.ndim for d in right]
    for d, e in zip(left, right):
        if a._a.shape[d] != b._a.shape[e]:
            raise RuntimeError(
                f"contracted dimensions need to match, but first has size {a._a.shape[d]} in dim {d} and second has size "
                f"{b._a.shape[e]} in dim {e}"
            )
    rest_a = [d for d in range(a._a.ndim) if d not in left]
    rest_b = [d for d in range(b._a.ndim) if d not in right]
    size = math.prod(a._a.shape[d] for d in left)
    m = a.permute(rest_a + left).reshape(-1, size)
    n = b.permute(right + rest_b).reshape(size, -1)
    return mm(m, n).reshape([a._a.shape[d] for d in rest_a] + [b._a.shape[d] for d in rest_b])


def kron(input, other):
    """Kronecker product."""
    n = max(input._a.ndim, other._a.ndim)
    p = (1,) * (n - input._a.ndim) + input._a.shape
    q = (1,) * (n - other._a.ndim) + other._a.shape
    wide = input.reshape([s for v in p for s in (v, 1)]) * other.reshape([s for v in q for s in (1, v)])
    return wide.reshape([v * w for v, w in zip(p, q)])


def trace(input):
    """Sum of the diagonal of a matrix."""
    if input._a.ndim != 2:
        raise RuntimeError("trace: expected a matrix, but got tensor with dim " + str(input._a.ndim))
    return input.diagonal().sum()


def cdist(x1, x2, p=2.0):
    """Distances between rows: [.., n, d], [.., m, d] -> [.., n, m]."""
    from ._reduce import norm

    return norm(x1.unsqueeze(-2) - x2.unsqueeze(-3), p, -1)


def cross(input, other, *, dim=-1):
    """Vector product along an axis of length 3."""
    def at(t, i):
        return t.select(dim, i)

    from ._joining import stack

    a, b = input, other
    parts = [at(a, (i + 1) % 3) * at(b, (i + 2) % 3) - at(a, (i + 2) % 3) * at(b, (i + 1) % 3) for i in range(3)]
    return stack(parts, dim)


