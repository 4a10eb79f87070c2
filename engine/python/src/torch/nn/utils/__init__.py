"""``torch.nn.utils``: gradient clipping, and parameters as one vector."""

from __future__ import annotations

import numpy as np

from ..._graph import Registry, wrap
from ..._inplace import bump
from ..._missing import module_getattr as _module_getattr
from ..._modes import no_grad

__tracebackhide__ = True


def _gradients(parameters):
    parameters = [parameters] if isinstance(parameters, Registry.Tensor) else list(parameters)
    return [p._grad for p in parameters if p._grad is not None]


@no_grad()
def get_total_norm(tensors, norm_type: float = 2.0, error_if_nonfinite: bool = False, foreach=None):
    """Norm of all tensors together."""
    tensors = list(tensors)
    if not tensors:
        return wrap(np.asarray(0.0, np.float32))
    p, kind = float(norm_type), tensors[0]._a.dtype
    if p == float("inf"):
        total = max(np.abs(t._a).max() for t in tensors)
    else:
        parts = [t.norm(p)._a for t in tensors]
        total = np.sum(np.asarray(parts, kind) ** p) ** (1 / p)
    if error_if_nonfinite and not np.isfinite(total):
        raise RuntimeError(
            f"The total norm of order {p} for gradients from `parameters` is non-finite, so it cannot be clipped. To disable "
            "this error and scale the gradients by the non-finite norm anyway, set `error_if_nonfinite=False`"
        )
    return wrap(np.asarray(total, kind))


@no_grad()
def clip_grad_norm_(parameters, max_norm: float, norm_type: float = 2.0, error_if_nonfinite: bool = False, foreach=None):
    """Scale gradients in place so that their common norm is at most ``max_norm``; returns the norm before."""
    grads = _gradients(parameters)
    total = get_total_norm(grads, norm_type, error_if_nonfinite)
    factor = np.minimum(np.asarray(max_norm, total._a.dtype) / (total._a + total._a.dtype.type(1e-6)), 1)
    for g in grads:
        g._a *= factor.astype(g._a.dtype)
        bump(g)
    return total


@no_grad()
def clip_grad_value_(parameters, clip_value: float, foreach=None) -> None:
    """Limit every entry of the gradients to [-clip_value, clip_value]."""
    for g in _gradients(parameters):
        np.clip(g._a, -clip_value, clip_value, out=g._a)
        bump(g)


def parameters_to_vector(parameters):
    """All parameters in one vector."""
    from ..._joining import cat

    return cat([p.reshape(-1) for p in parameters])


@no_grad()
def vector_to_parameters(vec, parameters) -> None:
    """A vector's entries back into parameters."""
    at = 0
    for p in parameters:
        p.data = wrap(vec._a[at : at + p.numel()].reshape(p._a.shape))
        at += p.numel()


clip_grad_norm = clip_grad_norm_
from . import rnn  # noqa: E402, F401

__getattr__ = _module_getattr("nn.utils", globals())
