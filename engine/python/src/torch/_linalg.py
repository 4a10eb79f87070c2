"""Dense linear algebra of small matrices: inverse, solve, determinant, and factorizations without a gradient."""

from __future__ import annotations

import numpy as np

from . import _poly as px
from . import _reduce
from ._graph import record, wrap
from ._results import named

__tracebackhide__ = True


def _square(a):
    if a.ndim < 2:
        raise RuntimeError("linalg: The input tensor must have at least 2 dimensions.")
    if a.shape[-1] != a.shape[-2]:
        raise RuntimeError(
            f"linalg: A must be batches of square matrices, but they are {a.shape[-2]} by {a.shape[-1]} matrices"
        )


class _LinAlgError(RuntimeError):
    """A matrix without the property that was asked for."""


def _first_zero(a) -> int:
    """Position (from 1) of the first zero pivot of Gaussian elimination with row exchange."""
    m = a.reshape(-1, *a.shape[-2:])[0].astype(np.float64).copy()
    for k in range(len(m)):
        best = k + int(np.abs(m[k:, k]).argmax())
        if m[best, k] == 0:
            return k + 1
        m[[k, best]] = m[[best, k]]
        m[k + 1 :] -= np.outer(m[k + 1 :, k] / m[k, k], m[k])
    return len(m)


def _sound(result, a):
    """``result``, or LinAlgError where it is not finite: in the browser numpy does not notice singular matrices."""
    if np.isfinite(result).all() or not np.isfinite(a).all():
        return result
    raise np.linalg.LinAlgError("Singular matrix")


def inv(A):
    """Inverse of [.., n, n]."""
    _square(A._a)
    try:
        arr = _sound(np.linalg.inv(A._a), A._a)
    except np.linalg.LinAlgError:
        raise _LinAlgError(f"linalg.inv: The diagonal element {_first_zero(A._a)} is zero, the inversion could not be completed "
                           "because the input matrix is singular.") from None

    def bw(n, g):
        y = px.mT(n.result())
        return (-px.matmul(px.matmul(y, g), y),)

    return record(arr, "LinalgInvExBackward0", (A,), bw, (), True)


def solve(A, B, *, left=True):
    """X with ``A @ X = B``: [.., n, n], [.., n] or [.., n, k]."""
    _square(A._a)
    vector = B._a.ndim == 1 or (B._a.ndim == A._a.ndim - 1 and B._a.shape == A._a.shape[:-1])
    rhs = B.unsqueeze(-1) if vector else B
    try:
        arr = _sound(np.linalg.solve(A._a, rhs._a), A._a)
    except np.linalg.LinAlgError:
        raise _LinAlgError("torch.linalg.solve: The solver failed because the input matrix is singular.") from None

    def bw(n, g):
        a, y = n.get()[0], n.result()
        gb = px.call(a, lambda t: solve(t.mT, g), lambda v: np.linalg.solve(px.mT(v), g))
        return -px.matmul(gb, px.mT(y)), gb

    out = record(arr, "LinalgSolveExBackward0", (A, rhs), bw, (A,), True)
    return out.squeeze(-1) if vector else out


def det(A):
    """Determinant of [.., n, n]."""
    _square(A._a)

    def bw(n, g):
        a, y = n.get()[0], n.result()
        inverse = px.call(a, inv, np.linalg.inv)
        return (px.unsqueeze(g * y, (g.ndim, g.ndim + 1)) * px.mT(inverse),)

    return record(np.linalg.det(A._a), "LinalgDetBackward0", (A,), bw, (A,), True)


def logdet(A):
    """Logarithm of the determinant."""
    return det(A).log()


def slogdet(A):
    """(sign, log of the absolute determinant)."""
    _square(A._a)
    s, v = np.linalg.slogdet(A._a)

    def bw(n, g):
        a = n.get()[0]
        return (px.unsqueeze(g, (g.ndim, g.ndim + 1)) * px.mT(px.call(a, inv, np.linalg.inv)),)

    value = record(v, "LinalgSlogdetBackward0", (A,), bw, (A,))
    return named("linalg_slogdet", "sign", "logabsdet")(wrap(s), value)


LinAlgError = _LinAlgError


def _forward_only(name, A):
    if A.requires_grad:
        raise NotImplementedError(f"the gradient of torch.linalg.{name} does not exist here; nearest: linalg.inv, linalg.solve")


def cholesky(A, *, upper=False):
    """Lower factor L with ``L @ L.mT = A``; no gradient."""
    _forward_only("cholesky", A)
    try:
        low = np.linalg.cholesky(A._a)
    except np.linalg.LinAlgError:
        raise _LinAlgError("linalg.cholesky: The factorization could not be completed because the input is not "
                          "positive-definite.") from None
    return wrap(np.ascontiguousarray(low.swapaxes(-1, -2)) if upper else low)


def qr(A, mode="reduced"):
    """(Q, R); no gradient."""
    _forward_only("qr", A)
    q, r = np.linalg.qr(A._a, mode)
    return named("linalg_qr", "Q", "R")(wrap(q), wrap(r))


def svd(A, full_matrices=True):
    """(U, S, Vh); no gradient."""
    _forward_only("svd", A)
    u, s, v = np.linalg.svd(A._a, full_matrices)
    return named("linalg_svd", "U", "S", "Vh")(wrap(u), wrap(s), wrap(v))


def svdvals(A):
    """Singular values; no gradient."""
    return svd(A, False).S


def eigh(A, UPLO="L"):
    """(eigenvalues, eigenvectors) of symmetric matrices; no gradient."""
    _forward_only("eigh", A)
    w, v = np.linalg.eigh(A._a, UPLO)
    return named("linalg_eigh", "eigenvalues", "eigenvectors")(wrap(w), wrap(v))


def eigvalsh(A, UPLO="L"):
    """Eigenvalues of symmetric matrices; no gradient."""
    return eigh(A, UPLO).eigenvalues


def pinv(A):
    """Pseudo-inverse; no gradient."""
    _forward_only("pinv", A)
    return wrap(np.linalg.pinv(A._a))


def matrix_rank(A):
    """Rank."""
    return wrap(np.asarray(np.linalg.matrix_rank(A._a), np.int64))


def lstsq(A, B):
    """Least squares solution as a named tuple; no gradient."""
    _forward_only("lstsq", A)
    x, res, rank, s = np.linalg.lstsq(A._a, B._a, rcond=None)
    made = named("linalg_lstsq", "solution", "residuals", "rank", "singular_values")
    return made(wrap(x), wrap(res), wrap(np.asarray(rank)), wrap(s))


def matrix_power(A, n):
    """``A`` multiplied with itself ``n`` times."""
    if n < 0:
        return matrix_power(inv(A), -n)
    if n == 0:
        return wrap(np.broadcast_to(np.eye(A._a.shape[-1], dtype=A._a.dtype), A._a.shape).copy())
    out = A
    for _ in range(n - 1):
        out = out @ A
    return out


def vector_norm(x, ord=2, dim=None, keepdim=False, *, dtype=None):
    """Norm of the entries."""
    return _reduce.norm(x, ord, dim, keepdim, dtype=dtype)


def matrix_norm(A, ord="fro", dim=(-2, -1), keepdim=False):
    """Frobenius, 1 or infinity norm of matrices."""
    if ord == "fro":
        return _reduce.norm(A, 2, dim, keepdim)
    if ord in (1, float("inf")):
        inner, outer = (dim[0], dim[1]) if ord == 1 else (dim[1], dim[0])
        out = _reduce.amax(A.abs().sum(inner, True), outer, True)
        return out if keepdim else out.squeeze(tuple(d % A._a.ndim for d in dim))
    raise NotImplementedError(f"linalg.matrix_norm(ord={ord!r}) does not exist here; nearest: ord='fro', 1 or inf")


def norm(A, ord=None, dim=None, keepdim=False, *, dtype=None):
    """Vector norm, or matrix norm where ``ord`` is a matrix order."""
    if ord == "fro" or (ord is not None and isinstance(dim, tuple) and len(dim) == 2):
        return matrix_norm(A, ord, dim or (-2, -1), keepdim)
    return _reduce.norm(A, 2 if ord is None else ord, dim, keepdim, dtype=dtype)


def multi_dot(tensors):
    """Product of several matrices."""
    out = tensors[0]
    for t in tensors[1:]:
        out = out @ t
    return out


