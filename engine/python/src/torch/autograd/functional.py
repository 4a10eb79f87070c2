"""Jacobians, Hessians and products with them, row by row."""

from __future__ import annotations

from .._engine import grad
from .._joining import stack

__tracebackhide__ = True


def _as_tuple(v):
    return v if isinstance(v, tuple) else (v,)


def jacobian(func, inputs, create_graph=False, strict=False, vectorize=False):
    """d func(inputs)[i] / d inputs[j]: shape output + input (tuples for several inputs)."""
    many = isinstance(inputs, tuple)
    xs = tuple(x if create_graph and x.requires_grad else x.detach().requires_grad_() for x in _as_tuple(inputs))
    out = func(*xs)
    rows = [[] for _ in xs]
    for entry in out.reshape(-1):
        found = grad(entry, xs, retain_graph=True, create_graph=create_graph, allow_unused=True, materialize_grads=True)
        for row, g in zip(rows, found):
            row.append(g)
    made = tuple(stack(r).reshape(tuple(out.shape) + tuple(x.shape)) for r, x in zip(rows, xs))
    return made if many else made[0]


def hessian(func, inputs, create_graph=False, strict=False, vectorize=False):
    """Second derivatives of a scalar function of one tensor: shape input + input."""
    if isinstance(inputs, tuple):
        raise NotImplementedError("hessian of several inputs does not exist here; nearest: hessian of one joined tensor")

    def gradient(x):
        return grad(func(x), x, create_graph=True)[0]

    x = inputs.detach().requires_grad_()
    return jacobian(gradient, x, create_graph)


def vjp(func, inputs, v=None, create_graph=False, strict=False):
    """(func(inputs), v^T J)."""
    many = isinstance(inputs, tuple)
    xs = tuple(x.detach().requires_grad_() for x in _as_tuple(inputs))
    out = func(*xs)
    found = grad(out, xs, v, create_graph=create_graph, allow_unused=True, materialize_grads=True)
    return (out if create_graph else out.detach()), (found if many else found[0])
